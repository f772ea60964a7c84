package dev.kept.subscriptions.reminders.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.projections.ReadSide;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.reminders.Rhythm;
import dev.kept.subscriptions.reminders.mail.MailOutcome;
import jakarta.mail.internet.MimeMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Each cause is told at least once and never twice, whoever dies when. */
class MailCrashTest {

    private final Rig rig = new Rig();

    @Test
    void wherever_it_dies_each_cause_is_told_and_a_second_copy_bears_the_same_id_and_comes_only_when_nobody_can_know() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.story.a(new WinCelebrated(UUID.randomUUID(), Side.A, Text.of("A calm release"), null, List.of()));
        rig.known();
        int commits = 0;
        boolean died = true;
        int copies = 0;
        while (died) {
            commits++;
            died = false;
            for (boolean committed : List.of(false, true)) {
                died |= dies(commits, committed);
                copies += rig.mails().size() - 1;
            }
        }

        assertThat(commits)
                .as("looked, claimed, read, sent, and one run that did not die")
                .isEqualTo(5);
        assertThat(copies)
                .as("only between the server's word and its being noted")
                .isEqualTo(1);
    }

    /** Whether it died; in any case what has to be true afterwards is. */
    private boolean dies(int commit, boolean committed) {
        rig.empty();
        rig.clock.set("2026-03-10T06:00:00Z");
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        AtomicInteger commits = new AtomicInteger();
        boolean died = false;
        try (Connection connection = rig.database.getConnection()) {
            DataSource dying = new SingleConnectionDataSource(dying(connection, commit, committed, commits), true);
            Rounds doomed = rig.rounds(dying, rig.smtp);
            try {
                doomed.run();
            } catch (RuntimeException | Error e) {
                died = true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }

        for (int round = 0; round < 4; round++) {
            rig.run(rig.smtp);
            rig.clock.pass(Duration.ofMinutes(16));
        }
        rig.clock.set("2026-03-11T07:00:00Z");
        rig.run(rig.smtp);

        List<MimeMessage> mails = rig.mails();
        String where = "commit " + commit + (committed ? " done" : " not done");
        assertThat(mails).as(where).isNotEmpty().hasSizeLessThanOrEqualTo(2);
        assertThat(mails.stream()
                        .map(mail -> Mailserver.header(mail, "Message-ID"))
                        .distinct())
                .as(where)
                .hasSize(1);
        assertThat(mails)
                .as(where)
                .allSatisfy(mail ->
                        assertThat(Mailserver.text(mail)).contains("Confirm or dispute the delivery", "Share the win"));
        return died;
    }

    private static Connection dying(Connection real, int last, boolean committed, AtomicInteger commits) {
        return proxy(real, (connection, name) -> {
            if (name.equals("commit") && commits.incrementAndGet() == last) {
                if (committed) {
                    connection.commit();
                }
                // As the server sees a process that was killed.
                connection.close();
                throw new SQLException("killed", "08006");
            }
        });
    }

    private DataSource watching(Watcher watcher) {
        return new org.springframework.jdbc.datasource.DelegatingDataSource(rig.database) {
            @Override
            public Connection getConnection() throws SQLException {
                return proxy(super.getConnection(), watcher);
            }
        };
    }

    private interface Watcher {
        void calls(Connection connection, String method) throws SQLException;
    }

    private static Connection proxy(Connection real, Watcher watcher) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    watcher.calls(real, method.getName());
                    return invoked(real, method, arguments);
                });
    }

    private static @Nullable Object invoked(
            Connection real, java.lang.reflect.Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    @Test
    void a_second_process_stands_by_until_the_first_is_gone() throws SQLException {
        try (Connection first = rig.database.getConnection();
                Connection second = rig.database.getConnection()) {
            assertThat(Sender.tryTake(first)).isTrue();
            assertThat(Sender.tryTake(second)).isFalse();
            first.abort(Runnable::run);
            ReadSide.until(() -> taken(second));
        }
    }

    private static boolean taken(Connection connection) {
        try {
            return Sender.tryTake(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_same_cause_cannot_stand_in_two_mails() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(letter -> MailOutcome.NOT_TAKEN);
        JdbcClient sql = JdbcClient.create(rig.database);
        UUID other = UUID.randomUUID();
        sql.sql("insert into reminder_mail (mail, member, message_id, state, created_at, next_attempt)"
                        + " values (?, ?, 'other', 'WAITING', now(), now())")
                .param(other)
                .param(rig.story.boris)
                .update();

        assertThatThrownBy(() -> sql.sql("insert into reminder_told select member, cause, round, ? from reminder_told")
                        .param(other)
                        .update())
                .hasMessageContaining("reminder_told_pkey");
    }

    @Test
    void who_is_not_due_is_not_looked_at() throws InterruptedException {
        rig.known();
        for (int person = 0; person < 20; person++) {
            rig.save(rig.reachable(UUID.randomUUID(), "somebody@example.org", Rig.wishes(Rhythm.DIGEST, false)));
        }
        AtomicInteger looked = new AtomicInteger();
        DataSource counting = watching((connection, name) -> {
            if (name.equals("commit")) {
                looked.incrementAndGet();
            }
        });

        rig.rounds(counting, rig.smtp).run();

        assertThat(looked.get()).isZero();
    }
}
