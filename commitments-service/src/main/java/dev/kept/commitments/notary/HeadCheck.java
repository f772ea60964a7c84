package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.relay.KafkaSettings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Before anything is signed: takes over the heads that Kafka has and the store lacks. In every process, since every one signs. While Kafka
 * is away nothing is signed, unless the settings say that commands are to be taken unchecked.
 */
final class HeadCheck implements SmartLifecycle {

    private static final long RETRY_MILLIS = 2_000;

    private static final Logger log = LoggerFactory.getLogger(HeadCheck.class);

    private final SigningGate gate;
    private final PublishedHeads published;
    private final KafkaSettings settings;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean running;

    HeadCheck(SigningGate gate, PublishedHeads published, KafkaSettings settings) {
        this.gate = gate;
        this.published = published;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("head-check").start(this::run);
        try {
            done.await(settings.startCheck().toMillis(), TimeUnit.MILLISECONDS);
            goOnWithoutKafka();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOnWithoutKafka() {
        if (gate.isOpen()) {
            return;
        }
        if (settings.takeUnchecked()) {
            gate.open();
        } else {
            log.warn("Whether the event store has all heads that were published is not known yet. Nothing is signed"
                    + " until Kafka answers.");
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Right after the entries have been compared, and before the web server. */
    @Override
    public int getPhase() {
        return -900;
    }

    private void run() {
        try {
            while (running) {
                try {
                    published.takeOver();
                    gate.open();
                    done.countDown();
                    return;
                } catch (StoreUnavailable | DataAccessException e) {
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                } catch (KafkaException e) {
                    done.countDown();
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
