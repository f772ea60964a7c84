package dev.kept.endtoend.crash;

import dev.kept.local.KeptDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mails of reminders: each that counts as sent came at least once, and more than once only where Kept has noted that it cannot know. */
final class Mails {

    private static final Duration SENT_AGAIN = Duration.ofSeconds(60);
    private static final String ALL = "SELECT message_id, state, unknown FROM subscriptions.reminder_mail";
    private static final String UNDER_WAY = """
        SELECT count(*) FROM subscriptions.reminder_mail WHERE state IN ('WAITING', 'SENDING')
        """;

    private Mails() {}

    /** What the mail server has taken is compared with what Kept knows of it. */
    static List<String> violations(KeptDatabase database, MailServer server) throws SQLException {
        List<String> wrong = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        // Some may go out just now: why one comes again is noted before it does, and that it was sent after it came.
        Map<String, Integer> before = server.taken();
        try (Connection connection = StoredEntries.connect(database, database.subscriptionsOwner());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                String id = rows.getString(1);
                int times = before.getOrDefault(id, 0);
                if (rows.getString(2).equals("SENT")) {
                    sent.add(id);
                }
                if (times > 1 && !rows.getBoolean(3)) {
                    wrong.add("the mail " + id + " came " + times + " times, and nothing says why");
                }
            }
        }
        Map<String, Integer> now = server.taken();
        sent.stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> wrong.add("the mail " + id + " counts as sent, and has not come"));
        return wrong;
    }

    /** Whatever was interrupted is sent again, or nobody waits for it any more. */
    static void awaitNoneUnderWay(Scene scene) throws Violation {
        try {
            KeptDatabase database = Integrity.database(scene.data());
            try (Connection connection = StoredEntries.connect(database, database.subscriptionsOwner())) {
                Scene.await(
                        SENT_AGAIN,
                        "mails that were interrupted are sent again",
                        () -> StoredEntries.number(connection, UNDER_WAY) == 0);
            }
        } catch (SQLException | IOException e) {
            throw new Violation("PostgreSQL cannot be asked for mails: " + e);
        }
    }
}
