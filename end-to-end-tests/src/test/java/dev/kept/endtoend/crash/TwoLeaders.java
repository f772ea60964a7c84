package dev.kept.endtoend.crash;

import dev.kept.local.KeptDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Kept stands still while it leads, PostgreSQL gives its lock to a second process, and then Kept goes on where it was. Both take commands
 * before and afterwards.
 */
final class TwoLeaders {

    private static final Duration SUCCESSION = Duration.ofSeconds(60);

    /** What PostgreSQL does by itself when a leader has said nothing for a minute and a half. */
    private static final String END_LEADING_SESSIONS = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE application_name = 'kept-relay' AND pid = ANY (
            SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)
        """;

    private TwoLeaders() {}

    /** @param together for how long both go on, one of which believes that it leads */
    static void during(Scene scene, int together) throws Violation {
        scene.startReplica();
        List<ProcessHandle> first = List.of(scene.kept().handle());
        try {
            // Both have been asked for something by then, so that the second one knows the keys of tokens.
            Scene.pause(1_000);
            KeptDatabase database = Integrity.database(scene.data());
            Signals.STOP.to(first);
            try (Connection superuser = DriverManager.getConnection(
                            database.jdbcUrl(),
                            "postgres",
                            Integrity.secrets(scene.data()).base64("postgres"));
                    Statement end = superuser.createStatement();
                    Connection store = StoredEntries.connect(database, database.commitmentsApp())) {
                try (ResultSet ended = end.executeQuery(END_LEADING_SESSIONS)) {
                    ended.next();
                    scene.happens(ended.getInt(1) + " sessions ended");
                }
                Scene.pause(1_000);
                StoredEntries.awaitRelayed(store, SUCCESSION, "another process relays while the first stands still");
            }
        } catch (SQLException | IOException e) {
            // PostgreSQL was killed before, and is not back yet.
            scene.happens("not possible");
        } finally {
            Signals.CONT.to(first);
        }
        Scene.pause(together);
        scene.endReplica();
    }
}
