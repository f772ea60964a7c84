package dev.kept.standalone;

import dev.kept.commitments.evidence.KeptFiles;
import dev.kept.local.Credentials;
import dev.kept.local.Folders;
import dev.kept.local.KeptDatabase;
import dev.kept.local.PostgresBackup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies what exists only once, also while Kept runs: PostgreSQL and the secrets. Kafka is filled again from them. */
@Command(
        name = BackingUp.NAME,
        description =
                "Copies everything that exists only once into a new folder, also while Kept runs. 'restore' makes a data"
                        + " folder of it.",
        mixinStandardHelpOptions = true)
final class BackingUp extends DataCommand {

    static final String NAME = "backup";

    /** What a data folder has beside its servers; absent ones were never made. */
    static final List<String> BESIDE = List.of("issuer", "demo.json");

    @Parameters(paramLabel = "FOLDER", description = "Is made; whoever can read it has the secrets and all texts.")
    private Path folder = Path.of("");

    BackingUp() {
        super(NAME);
    }

    @Override
    void check() {
        if (Files.exists(folder)) {
            throw new Refused("%s is there already. Name a folder that is not.".formatted(folder));
        }
    }

    @Override
    int run(Workplace workplace, PrintWriter console) {
        Path target = folder.toAbsolutePath().normalize();
        // Named as wanted only when it is whole: nobody takes a copy that was cut off for a backup.
        Path draft = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            if (Files.exists(draft)) {
                Folders.delete(draft);
            }
            Folders.createOwnerOnly(draft);
            CopyProgress progress = new CopyProgress(console);
            long bytes = new PostgresBackup(home(), workplace.servers().database(), progress::copied).to(draft);
            progress.end();
            Folders.copy(secrets(), draft.resolve("secrets"));
            for (String name : BESIDE) {
                if (Files.exists(home().resolve(name))) {
                    Folders.copyFile(home().resolve(name), draft.resolve(name));
                }
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            console.println("%s holds all that was acknowledged before now, in %s."
                    .formatted(target, CopyProgress.megabytes(bytes)));
            if (hasFilesInABucket(workplace.servers().database())) {
                console.println(
                        "Files as evidence that are in the bucket are not in it, only the keys to them: keep the"
                                + " bucket, or a copy of it.");
            }
            console.flush();
            return 0;
        } catch (IOException | SQLException e) {
            LoggerFactory.getLogger(BackingUp.class).error("A backup failed", e);
            throw new Refused("No backup was made: %s. What there is stands in %s.".formatted(e.getMessage(), draft));
        }
    }

    private static boolean hasFilesInABucket(KeptDatabase database) {
        Credentials role = database.commitmentsApp();
        return KeptFiles.of(database.jdbcUrl(), role.username(), role.password())
                        .inS3()
                > 0;
    }
}
