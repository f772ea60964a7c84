package dev.kept.standalone;

import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.Refill;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.local.CannotStart;
import dev.kept.local.Credentials;
import dev.kept.local.Durability;
import dev.kept.local.Folders;
import dev.kept.local.KeptDatabase;
import dev.kept.local.PostgresRecovery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Makes a data folder of a backup. Where Kafka's log is still there, the store gets the entries that are newer than the backup from it;
 * else Kafka gets everything anew.
 */
@Command(
        name = Restoring.NAME,
        description =
                "Makes a data folder of a backup. Where the folder still has Kafka's log, what was recorded after the backup"
                        + " is taken from it.",
        mixinStandardHelpOptions = true)
final class Restoring implements Callable<Integer> {

    static final String NAME = "restore";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder, in which there is no postgresql (any more).",
            defaultValue = "${sys:kept.data:-.kept}",
            showDefaultValue = Help.Visibility.ALWAYS)
    private Path data = Path.of(".kept");

    @Option(
            names = "--archive",
            paramLabel = "FOLDER",
            description =
                    "Where 'up --archive' has archived since the backup: it brings back what was committed after it.")
    private @Nullable Path archive;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description =
                    "With --archive: leaves out what was committed later, e.g. 2026-12-01T10:00:00Z. Entries that Kafka has"
                            + " come back all the same where its log is left.")
    private @Nullable Instant until;

    @Parameters(paramLabel = "BACKUP", description = "What 'backup' has made; it stays as it is.")
    private Path backup = Path.of("");

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter console = Kept.console(command);
        Path home = data.toAbsolutePath().normalize();
        if (!Files.exists(backup.resolve("postgresql").resolve("data").resolve("backup_label"))) {
            throw new Refused("%s is no backup that 'backup' has made.".formatted(backup));
        }
        if (Files.exists(home.resolve("postgresql"))) {
            throw new Refused(
                    "%s has a PostgreSQL already. Name another folder with --data, or move %s away; Kept itself deletes nothing."
                            .formatted(home, home.resolve("postgresql")));
        }
        if (until != null && archive == null) {
            throw new Refused("A moment after the backup needs the archive: name its folder with --archive.");
        }
        if (archive != null && !Files.isDirectory(archive)) {
            throw new Refused("There is no archive in %s.".formatted(archive));
        }
        boolean log = hasLog(home);
        try (DataFolder taken = DataFolder.take(home)) {
            copyTo(taken.path());
            if (archive != null) {
                recover(taken.path(), archive, console);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(Restoring.class).error("A restore failed", e);
            throw new Refused("Nothing was restored: %s.".formatted(e.getMessage()));
        }
        return fill(home, log ? Refill.STORE : Refill.FRESH_TOPICS, console);
    }

    private static boolean hasLog(Path home) {
        Path kafka = home.resolve("kafka");
        if (!Files.isDirectory(kafka)) {
            return false;
        }
        try (Stream<Path> all = Files.list(kafka)) {
            return all.findAny().isPresent();
        } catch (IOException e) {
            throw new Refused("%s cannot be read.".formatted(kafka));
        }
    }

    /** What is there already, a key that was changed since for example, stays. */
    private void copyTo(Path home) throws IOException {
        Path secrets = home.resolve("secrets");
        Folders.createOwnerOnly(secrets);
        try (Stream<Path> all = Files.list(backup.resolve("secrets"))) {
            for (Path secret : all.toList()) {
                copyMissing(secret, secrets.resolve(secret.getFileName()));
            }
        }
        for (String name : BackingUp.BESIDE) {
            if (Files.exists(backup.resolve(name))) {
                copyMissing(backup.resolve(name), home.resolve(name));
            }
        }
        Path draft = home.resolve("postgresql.unfinished");
        if (Files.exists(draft)) {
            Folders.delete(draft);
        }
        Folders.copy(backup.resolve("postgresql"), draft);
        Files.move(draft, home.resolve("postgresql"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A copy that cannot be recovered is not left as if it were data. */
    private void recover(Path home, Path from, PrintWriter console) throws IOException {
        try {
            console.println("Recovering from the archive.");
            console.flush();
            PostgresRecovery.recover(home, from, until, Durability.POWER_LOSS)
                    .ifPresent(last -> console.println("PostgreSQL is as it was at %s.".formatted(last)));
        } catch (CannotStart | IllegalArgumentException e) {
            Files.move(
                    home.resolve("postgresql"), home.resolve("postgresql.unfinished"), StandardCopyOption.ATOMIC_MOVE);
            throw new Refused("Nothing was restored. %s".formatted(e.getMessage()));
        }
    }

    private static void copyMissing(Path file, Path copy) throws IOException {
        if (Files.notExists(copy)) {
            Folders.copyFile(file, copy);
        }
    }

    private int fill(Path home, Refill refill, PrintWriter console) {
        try (Workplace workplace = Workplace.in(home, NAME, console)) {
            KeptDatabase database = workplace.servers().database();
            Credentials role = refill == Refill.STORE ? database.commitmentsOwner() : database.commitmentsApp();
            int code = new Reconcile(
                            new Reconcile.Store(database.jdbcUrl(), role.username(), role.password()),
                            KafkaSettings.at(workplace.servers().kafka(), Reconciling.PARTITIONS),
                            console)
                    .run(refill)
                    .exitCode();
            console.println(
                    refill == Refill.STORE
                            ? "Restored, with the entries that Kafka had beyond that. './kept' starts it."
                            : "Restored as it was %s. './kept' starts it and sends everything to Kafka."
                                    .formatted(archive == null ? "when the backup was made" : "then"));
            console.flush();
            return refill == Refill.STORE ? code : 0;
        }
    }
}
