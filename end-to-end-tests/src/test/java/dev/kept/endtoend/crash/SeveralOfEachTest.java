package dev.kept.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of the write side, four of the read side, two of the pages: one of each is killed, and one of each is added, while people work. What they notice of
 * it is printed as a table, and written to {@code target/several-of-each.md}.
 */
@Tag("long")
class SeveralOfEachTest {

    private static final Duration PHASE = Duration.ofSeconds(Long.getLong("kept.several.seconds", 20));
    private static final Path TABLE = Path.of("target", "several-of-each.md");
    private static final int LEDGERS = 6;
    private static final String OWNERS =
            "SELECT count(DISTINCT worker) FROM projections.partition_owner WHERE worker IS NOT NULL";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    @Test
    void people_go_on_and_nothing_is_lost_or_doubled_while_one_of_each_is_killed_and_one_is_added() throws Exception {
        try (SeveralOfEach kept = new SeveralOfEach(data);
                MailServer noMails = new MailServer()) {
            kept.start(Service.ACCOUNTS);
            // The first leads.
            kept.start(Service.COMMITMENTS, Service.PROJECTIONS);
            kept.start(Service.COMMITMENTS, Service.PROJECTIONS, Service.PROJECTIONS, Service.PROJECTIONS);
            kept.start(Service.SUBSCRIPTIONS, Service.PAGES, Service.PAGES);
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < LEDGERS; i++) {
                pairs.add(Pair.meet(kept.url(), i));
            }
            awaitOwners(4);

            Visitors visitors = new Visitors(kept.url(), pairs, "the first seconds");
            Scene.pause(PHASE.toMillis());
            visitors.phase("all run");
            Scene.pause(PHASE.toMillis());
            visitors.phase("commitments-service 1 of 2, which leads, is killed");
            kept.kill(Service.COMMITMENTS, 1);
            Scene.pause(PHASE.toMillis());
            visitors.phase("projections 1 of 4 is killed");
            kept.kill(Service.PROJECTIONS, 1);
            Scene.pause(PHASE.toMillis());
            awaitOwners(3);
            visitors.phase("pages 1 of 2 is killed");
            kept.kill(Service.PAGES, 1);
            Scene.pause(PHASE.toMillis());
            visitors.phase("one more of each starts");
            kept.start(Service.COMMITMENTS, Service.PROJECTIONS, Service.PAGES);
            awaitOwners(4);
            visitors.phase("all run again");
            Scene.pause(PHASE.toMillis());
            visitors.end();

            System.out.println(visitors.table());
            Files.writeString(TABLE, visitors.table() + "\n");
            assertThat(new Integrity(data).violations(visitors.asked(), noMails))
                    .as("what does not hold of " + visitors.asked().size() + " commands")
                    .isEmpty();
        }
    }

    private void awaitOwners(int count) throws Exception {
        var database = Integrity.database(data);
        try (Connection connection = StoredEntries.connect(database, database.projectionsOwner())) {
            Scene.await(
                    Duration.ofMinutes(1),
                    count + " processes own partitions",
                    () -> StoredEntries.number(connection, OWNERS) == count);
        }
    }
}
