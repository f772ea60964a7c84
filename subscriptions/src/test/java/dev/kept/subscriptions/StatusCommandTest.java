package dev.kept.subscriptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StatusCommandTest {

    private static final String LATE_MAIL = """
        insert into reminder_mail (mail, member, message_id, state, attempts, created_at, next_attempt)
        values (?, ?, 'late', 'WAITING', 3, now() - interval '2 hours', now())
        """;

    private static final String LATE_INVITATION = """
        insert into invitation_mail (mail, ledger, invitation, member, sealed, created_at, next_attempt, expires_at)
        values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '', now() - interval '2 hours',
                now(), now() + interval '7 days')
        """;

    private static final String GIVEN_UP = """
        insert into given_up_invitation_mail (given_up_at)
        values (now() - interval '6 days'), (now() - interval '1 hour'), (now() - interval '8 days')
        """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void mails_that_nobody_takes_are_told_and_what_to_do() {
        KeptDatabase kept = SharedPostgres.freshDatabase();
        SubscriptionsDatabase owned = new SubscriptionsDatabase(
                kept.jdbcUrl(),
                kept.subscriptionsOwner().username(),
                kept.subscriptionsOwner().password());
        owned.migrate();
        Map<String, String> settings = Map.of(
                "kept.subscriptions.datasource.url", owned.url(),
                "kept.subscriptions.datasource.username", owned.username(),
                "kept.subscriptions.datasource.password", owned.password());
        settings.forEach(System::setProperty);
        try (HikariDataSource pool = owned.pool(1)) {
            assertThat(execute("status")).as(err.toString(UTF_8)).isZero();
            assertThat(out.toString(UTF_8))
                    .containsPattern("fine +mails not taken for an hour +none")
                    .containsPattern("fine +invitation mails waiting +0")
                    .containsPattern("fine +invitation mails not taken for an hour +none")
                    .containsPattern("fine +invitation mails given up within a week +none")
                    .doesNotContain("watch");

            JdbcClient.create(pool)
                    .sql(LATE_MAIL)
                    .param(UUID.randomUUID())
                    .param(UUID.randomUUID())
                    .update();
            JdbcClient.create(pool).sql(LATE_INVITATION).update();
            JdbcClient.create(pool).sql(GIVEN_UP).update();

            assertThat(execute("status")).isZero();
            assertThat(out.toString(UTF_8))
                    .containsPattern("watch +mails not taken for an hour +1 mail\\s")
                    .contains("The mail server does not take them.")
                    .containsPattern("fine +invitation mails waiting +1\\s")
                    .containsPattern("watch +invitation mails not taken for an hour +1 mail\\s")
                    .containsPattern("watch +invitation mails given up within a week +2 mails\\s");
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void a_setting_that_is_missing_is_named() {
        assertThat(execute("status")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("kept.subscriptions.datasource.url is not set");
    }

    @Test
    void no_other_word_starts_anything() {
        assertThat(execute("statsu")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("The only command here is 'status'");
    }

    private int execute(String... arguments) {
        return StatusCommand.execute(arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
