package dev.kept.commitments.evidence;

import dev.kept.commitments.evidence.JdbcFiles.Removal;
import dev.kept.commitments.follower.Leader;
import dev.kept.commitments.follower.LeaderLock;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Removes files that nobody named as evidence within a stated time, and what is left of uploads that were interrupted together with the
 * process; deletes from their store the bytes whose keys are gone, until the store has done so. One process does; the others stand by.
 */
final class UnusedFiles extends Leader {

    private static final int AT_ONCE = 100;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(UnusedFiles.class);

    private final Duration unusedAfter;
    private final Duration round;
    private final ContentStores stores;

    /**
     * @param connections gives new connections, one of which is kept as long as this leads
     * @param unusedAfter how long a file is kept that nothing names
     */
    UnusedFiles(DataSource connections, Duration unusedAfter, ContentStores stores) {
        super("unused-files", LeaderLock.UNUSED_FILES, connections);
        this.unusedAfter = unusedAfter;
        this.stores = stores;
        this.round = unusedAfter.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofSeconds(1) : Duration.ofSeconds(30);
    }

    @Override
    protected void lead(Connection connection) throws InterruptedException {
        DataSource own = new SingleConnectionDataSource(connection, true);
        JdbcFiles files = new JdbcFiles(own);
        RecordedFiles recorded = new RecordedFiles(own);
        while (isRunning()) {
            files.interrupted().forEach(files::drop);
            List<StoredFile> unused = files.unused(unusedAfter, AT_ONCE);
            for (StoredFile file : unused) {
                if (recorded.of(file).isEmpty()) {
                    files.removeUnused(file, unusedAfter);
                } else {
                    files.recorded(file.file());
                }
            }
            boolean isMore = removed(files, own);
            if (unused.size() < AT_ONCE && !isMore) {
                pause(round);
            }
        }
    }

    /**
     * Deletes bytes from their stores; one of them that does not answer is left in peace for a round.
     *
     * @return whether more wait
     */
    private boolean removed(JdbcFiles files, DataSource own) {
        List<Removal> removals = files.removals(AT_ONCE);
        for (Removal removal : removals) {
            try {
                stores.of(removal.store(), own).delete(removal.content(), removal.began());
                files.removed(removal.content());
            } catch (FilesUnavailable away) {
                files.removeLater(removal.content());
                return false;
            }
        }
        return removals.size() == AT_ONCE;
    }

    @Override
    protected void standsBy() {}

    @Override
    protected Duration failed(Exception failure) {
        switch (failure) {
            // The kind alone: a message of the database may quote a row.
            case DataAccessException e ->
                log.warn("Unused files wait for the store: {}", e.getClass().getSimpleName());
            default -> log.error("Removing unused files failed and starts over", failure);
        }
        return RETRY;
    }

    @Override
    protected void stopped() {}
}
