package dev.kept.endtoend.crash;

import dev.kept.local.KeptDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Somebody else's program writes something in another database of the same server, and does not commit. Readers of entries go on meanwhile. */
final class IdleTransaction {

    private static final Duration READERS = Duration.ofSeconds(60);

    private IdleTransaction() {}

    /** Holds it open for that time at least, and until the relay has come to what is stored by then. */
    static void during(Scene scene, Duration time) throws Violation {
        try {
            KeptDatabase database = Integrity.database(scene.data());
            try (Connection other = DriverManager.getConnection(
                            database.jdbcUrl().replaceFirst("/kept\\b", "/postgres"),
                            "postgres",
                            Integrity.secrets(scene.data()).base64("postgres"));
                    Statement write = other.createStatement();
                    Connection store = StoredEntries.connect(database, database.commitmentsApp())) {
                other.setAutoCommit(false);
                write.execute("SELECT pg_current_xact_id()");
                Scene.pause(time.toMillis());
                StoredEntries.awaitRelayed(
                        store, READERS, "the relay goes on although another database has a transaction open");
                other.rollback();
            }
        } catch (SQLException | IOException e) {
            // PostgreSQL was killed before, and is not back yet.
            scene.happens("not opened");
        }
    }
}
