package dev.kept.commitments.follower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.eventstore.TestStore;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class LeaderTest {

    /** After ten seconds a container is killed, and its web server has to end within them, too. */
    private static final Duration SOON = Duration.ofSeconds(6);

    private static final int LEADERS = LeaderLock.values().length;

    private final TestStore store = new TestStore();
    private final CountDownLatch leading = new CountDownLatch(LEADERS);
    private final CountDownLatch stopped = new CountDownLatch(LEADERS);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void leaders_that_wait_for_an_answer_end_together_and_soon() throws InterruptedException {
        GenericApplicationContext application = new GenericApplicationContext();
        for (LeaderLock lock : LeaderLock.values()) {
            application.registerBean(lock.name(), Leader.class, () -> new Waiting(lock, store.relayConnections()));
        }
        application.refresh();
        assertThat(leading.await(30, TimeUnit.SECONDS)).isTrue();

        long began = System.nanoTime();
        application.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(stopped.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_leader_that_pauses_between_rounds_ends_at_once() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Leader pausing = new Waiting(LeaderLock.PURGE, store.relayConnections()) {
            @Override
            protected void lead(Connection connection) throws InterruptedException {
                while (isRunning()) {
                    begun.countDown();
                    pause(Duration.ofMinutes(1));
                }
            }
        };
        pausing.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        long began = System.nanoTime();
        pausing.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(stopped.getCount()).isEqualTo(LEADERS - 1L);
    }

    /** Waits as for a Kafka that is gone: it does not look whether it is to stop. */
    private class Waiting extends Leader {

        Waiting(LeaderLock lock, DataSource connections) {
            super(lock.name(), lock, connections);
        }

        @Override
        protected void lead(Connection connection) throws InterruptedException {
            leading.countDown();
            TimeUnit.MINUTES.sleep(1);
        }

        @Override
        protected void standsBy() {}

        @Override
        protected Duration failed(Exception failure) {
            return Duration.ofSeconds(1);
        }

        @Override
        protected void stopped() {
            stopped.countDown();
        }
    }
}
