package dev.kept.commitments.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kept.commitments.eventstore.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PurgeTest {

    private final TestStore store = new TestStore();
    private final Purge purge = new Purge(store.relayConnections(), Duration.ofSeconds(1));

    @AfterEach
    void close() {
        purge.stop();
        store.close();
    }

    @Test
    void a_table_gets_a_new_file_once_texts_were_deleted_from_it_and_keeps_what_is_left() {
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 3);
        purge.start();
        long before = fileOf("disclosure");
        store.erase(ledger, 3, 1, "reason");
        store.app()
                .sql("DELETE FROM commitments.disclosure WHERE ledger_id = ? AND sequence = 1")
                .param(ledger)
                .update();

        await().atMost(Duration.ofSeconds(30)).until(() -> fileOf("disclosure") != before);

        assertThat(store.app()
                        .sql("SELECT DISTINCT sequence FROM commitments.disclosure ORDER BY sequence")
                        .query(Long.class)
                        .list())
                .contains(0L, 2L)
                .doesNotContain(1L);
    }

    @Test
    void a_table_that_nothing_was_deleted_from_keeps_its_file() {
        store.append(UUID.randomUUID(), 0, 3);
        long before = fileOf("disclosure");
        long drafts = fileOf("draft");
        purge.start();
        // Its own deletion shows that a round has passed.
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 1);
        store.app()
                .sql("DELETE FROM commitments.disclosure WHERE ledger_id = ?")
                .param(ledger)
                .update();

        await().atMost(Duration.ofSeconds(30)).until(() -> fileOf("disclosure") != before);

        assertThat(fileOf("draft")).isEqualTo(drafts);
    }

    @Test
    void a_failure_of_postgresql_is_warned_of_once_until_it_goes_on_and_fails_anew() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Purge.class);
        logger.addAppender(logged);
        try {
            purge.start();
            for (int time = 1; time <= 2; time++) {
                int warned = time;
                store.owner()
                        .sql("REVOKE SELECT ON commitments.purged FROM commitments_app")
                        .update();
                await().atMost(Duration.ofSeconds(30)).until(() -> warnings(logged) == warned);
                await().during(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> warnings(logged) == warned);
                store.owner()
                        .sql("GRANT SELECT ON commitments.purged TO commitments_app")
                        .update();
                UUID ledger = UUID.randomUUID();
                long before = fileOf("disclosure");
                store.append(ledger, 0, 1);
                store.app()
                        .sql("DELETE FROM commitments.disclosure WHERE ledger_id = ?")
                        .param(ledger)
                        .update();
                await().atMost(Duration.ofSeconds(30)).until(() -> fileOf("disclosure") != before);
            }
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void a_table_that_postgresql_skips_for_want_of_a_right_is_warned_of_and_rewritten_once_the_right_is_there() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Purge.class);
        logger.addAppender(logged);
        try {
            store.owner()
                    .sql("REVOKE MAINTAIN ON commitments.disclosure FROM commitments_app")
                    .update();
            UUID ledger = UUID.randomUUID();
            store.append(ledger, 0, 1);
            long before = fileOf("disclosure");
            store.app()
                    .sql("DELETE FROM commitments.disclosure WHERE ledger_id = ?")
                    .param(ledger)
                    .update();
            purge.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> warnings(logged) == 1);
            assertThat(store.app()
                            .sql("SELECT count(*) FROM commitments.purged WHERE table_name = 'disclosure'")
                            .query(Integer.class)
                            .single())
                    .isZero();

            store.owner()
                    .sql("GRANT MAINTAIN ON commitments.disclosure TO commitments_app")
                    .update();
            await().atMost(Duration.ofSeconds(30)).until(() -> fileOf("disclosure") != before);
        } finally {
            logger.detachAppender(logged);
        }
    }

    private static long warnings(ListAppender<ILoggingEvent> logged) {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains("42501"))
                .count();
    }

    private long fileOf(String table) {
        return store.app()
                .sql("SELECT pg_relation_filenode(?::regclass)")
                .param("commitments." + table)
                .query(Long.class)
                .single();
    }
}
