package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.local.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook 'Back to a point in time' of docs/operations.md. */
@Tag("long")
class PointInTimeTest {

    @TempDir
    Path folder;

    @Test
    void an_archive_brings_back_any_moment_after_a_backup_and_kafkas_log_what_was_recorded_later() throws Exception {
        Path data = folder.resolve("data");
        Path archive = folder.resolve("archive");
        Path backup = folder.resolve("backup");
        Person ada;
        TwoParties parties;
        String inTheBackup;
        String before;
        String after;
        Instant moment;
        try (RunningKept kept = RunningKept.up(data, "--archive=" + archive)) {
            ada = Person.signUp(kept.url(), "Ada", "ada@example.org");
            parties = TwoParties.meet(ada, Person.signUp(kept.url(), "Bea", "bea@example.org"));
            inTheBackup = promise(parties);
            RunningKept.run(data, "backup", backup.toString());
            before = promise(parties);
            Thread.sleep(1_000);
            moment = Instant.now();
            Thread.sleep(1_000);
            after = promise(parties);
            Person.signUp(kept.url(), "Cleo", "cleo@example.org");
            // What is read has been in Kafka.
            ada.getAtLeast(promised(parties), parties.path("")).expect(200);
        }

        // Nothing is left but the backup and the archive.
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(RunningKept.run(
                        elsewhere, "restore", backup.toString(), "--archive=" + archive, "--until=" + moment))
                .contains("PostgreSQL is as it was at ");
        assertThat(accounts(elsewhere)).contains("bea@example.org").doesNotContain("cleo@example.org");
        try (RunningKept restored = RunningKept.up(elsewhere)) {
            requireThere(ada.at(restored.url()), parties, List.of(inTheBackup, before), List.of(after));
        }
        assertThat(RunningKept.run(elsewhere, "reconcile")).contains("hold the same");

        // Kafka's log is left: what is recorded stays recorded, and everything else is as it was then.
        Folders.delete(data.resolve("postgresql"));
        assertThat(RunningKept.run(data, "restore", backup.toString(), "--archive=" + archive, "--until=" + moment))
                .contains("hold the same");
        assertThat(accounts(data)).contains("bea@example.org").doesNotContain("cleo@example.org");
        try (RunningKept restored = RunningKept.up(data)) {
            requireThere(ada.at(restored.url()), parties, List.of(inTheBackup, before, after), List.of());
        }
    }

    private static String promise(TwoParties parties) {
        String id = parties.ada()
                .post(parties.path("/commitments"), TwoParties.terms(Duration.ofDays(1)))
                .expect(201)
                .text("id");
        return parties.path("/commitments/" + id);
    }

    /** One more. @return its sequence */
    private static long promised(TwoParties parties) {
        return promised(parties.ada(), parties);
    }

    private static long promised(Person ada, TwoParties parties) {
        return ada.post(parties.path("/commitments"), TwoParties.terms(Duration.ofDays(1)))
                .expect(201)
                .body()
                .get("sequence")
                .asLong();
    }

    private static void requireThere(Person ada, TwoParties parties, List<String> there, List<String> gone) {
        ada.getAtLeast(promised(ada, parties), parties.path("")).expect(200);
        assertThat(there).allSatisfy(path -> ada.get(path).expect(200));
        assertThat(gone).allSatisfy(path -> ada.get(path).expect(404));
    }

    private static String accounts(Path data) throws IOException {
        Process process =
                RunningKept.java(List.of("accounts", "list", "--data=" + data)).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
