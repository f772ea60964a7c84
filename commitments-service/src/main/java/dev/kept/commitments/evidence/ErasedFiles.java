package dev.kept.commitments.evidence;

import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.evidence.RecordedFiles.Place;
import dev.kept.events.EvidenceFile;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Deletes files whose digests were erased: for the relay, which deletes the texts. The keys to their bytes are gone then, and those of stores
 * outside of PostgreSQL follow. A file that another entry names stays until that one's digest is erased, too.
 */
public final class ErasedFiles {

    private final JdbcFiles files;
    private final RecordedFiles recorded;

    /** Reads and writes by connections of the data source. */
    public ErasedFiles(DataSource dataSource) {
        this.files = new JdbcFiles(dataSource);
        this.recorded = new RecordedFiles(dataSource);
    }

    /**
     * Deletes what is left of files; what is gone already stays gone.
     *
     * @param fields the places of texts that entries say are erased, by the entry that sealed them
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public void erase(Map<EntryKey, ? extends Collection<String>> fields) {
        fields.forEach((entry, places) -> {
            if (places.stream().anyMatch(EvidenceFile::isOfAFile)) {
                StoreUnavailable.orResult(() -> erase(entry, places));
            }
        });
    }

    private boolean erase(EntryKey entry, Collection<String> places) {
        int number = 0;
        for (EvidenceFile named : recorded.files(entry.ledger(), entry.sequence())) {
            if (named != null) {
                if (places.contains(EvidenceFile.placeOfName(number))) {
                    files.forgetName(named.file());
                }
                if (places.contains(EvidenceFile.placeOfDigest(number))) {
                    files.find(entry.ledger(), named.file()).ifPresent(this::removeUnlessShown);
                }
            }
            number++;
        }
        return true;
    }

    private void removeUnlessShown(StoredFile file) {
        boolean isShown = recorded.of(file).stream().anyMatch(place -> isShown(file.ledger(), place));
        if (!isShown) {
            files.remove(file);
        }
    }

    private boolean isShown(UUID ledger, Place place) {
        return recorded.text(ledger, place.sequence(), EvidenceFile.placeOfDigest(place.number()))
                .isPresent();
    }
}
