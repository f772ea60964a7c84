package dev.kept.commitments.notary;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the notary is doing, for operators: each change is logged once. */
final class NotaryState {

    /** What it is doing. */
    enum Phase {
        STANDBY("another process publishes tree heads"),
        PUBLISHING("publishing tree heads"),
        KAFKA_AWAY("Kafka does not answer"),
        STORE_AWAY("PostgreSQL does not answer"),
        UNSUITABLE_TOPICS("the topic of tree heads does not fit the settings"),
        STOPPED("stopped");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Notary.class);

    private volatile Phase phase = Phase.STOPPED;

    Phase phase() {
        return phase;
    }

    synchronized void is(Phase now, String detail) {
        if (phase == now) {
            return;
        }
        phase = now;
        switch (now) {
            case KAFKA_AWAY, STORE_AWAY ->
                log.warn("No tree heads are published: {}{}", now.words(), detail.isEmpty() ? "" : " (" + detail + ")");
            case UNSUITABLE_TOPICS -> log.error(detail);
            case PUBLISHING -> log.info("Tree heads are published to Kafka");
            case STANDBY, STOPPED -> log.debug("Notary: {}", now.words());
        }
    }
}
