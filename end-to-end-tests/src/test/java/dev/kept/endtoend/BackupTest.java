package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.local.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook 'Backup and restore' of docs/operations.md. */
@Tag("long")
class BackupTest {

    private static final int SOME = 60;

    @TempDir
    Path folder;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void what_was_acknowledged_before_a_backup_is_in_it_and_kafkas_log_brings_the_rest() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        TwoParties parties;
        List<String> before;
        try (RunningKept kept = RunningKept.up(data)) {
            parties = TwoParties.meet(
                    Person.signUp(kept.url(), "Ada", "ada@example.org"),
                    Person.signUp(kept.url(), "Bea", "bea@example.org"));
            AtomicBoolean enough = new AtomicBoolean();
            Thread writer = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    promise(parties);
                }
            });
            awaitMore(SOME);
            before = List.copyOf(acknowledged);
            assertThat(RunningKept.run(data, "backup", backup.toString())).contains("all that was acknowledged");
            awaitMore(SOME);
            enough.set(true);
            writer.join();
            // What is read has been in Kafka. What was acknowledged in the very last moment may not have come so far.
            requireThere(parties.ada(), parties, List.copyOf(acknowledged));
        }
        List<String> all = List.copyOf(acknowledged);

        // Another machine, with nothing but the backup.
        Path elsewhere = folder.resolve("elsewhere");
        RunningKept.run(elsewhere, "restore", backup.toString());
        try (RunningKept restored = RunningKept.up(elsewhere)) {
            requireThere(parties.ada().at(restored.url()), parties, before);
        }
        assertThat(RunningKept.run(elsewhere, "reconcile")).contains("hold the same");

        // The disk with PostgreSQL was lost, the one with Kafka's log was not.
        Folders.delete(data.resolve("postgresql"));
        assertThat(RunningKept.run(data, "restore", backup.toString())).contains("hold the same");
        try (RunningKept restored = RunningKept.up(data)) {
            requireThere(parties.ada().at(restored.url()), parties, all);
        }
    }

    private void promise(TwoParties parties) {
        String id = parties.ada()
                .post(parties.path("/commitments"), TwoParties.terms(Duration.ofDays(1)))
                .expect(201)
                .text("id");
        acknowledged.add(parties.path("/commitments/" + id));
    }

    private void awaitMore(int count) throws InterruptedException {
        int enough = acknowledged.size() + count;
        while (acknowledged.size() < enough) {
            Thread.sleep(20);
        }
    }

    /** Each of them, and one more after them. */
    private static void requireThere(Person ada, TwoParties parties, List<String> paths) {
        long head = ada.post(parties.path("/commitments"), TwoParties.terms(Duration.ofDays(1)))
                .expect(201)
                .body()
                .get("sequence")
                .asLong();
        ada.getAtLeast(head, parties.path("")).expect(200);
        List<String> missing = new ArrayList<>();
        for (String path : paths) {
            Person.Answer answer = ada.get(path);
            if (answer.status() != 200) {
                missing.add(paths.indexOf(path) + " of " + paths.size() + ": " + answer);
            }
        }
        assertThat(missing).isEmpty();
    }
}
