package dev.kept.commitments.relay;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the relay is doing, for operators: each change is logged once. */
final class RelayState {

    /** What it is doing. */
    enum Phase {
        STANDBY("another process relays"),
        RELAYING("relaying"),
        KAFKA_AWAY("Kafka does not answer"),
        STORE_AWAY("PostgreSQL does not answer"),
        UNSUITABLE_TOPICS("the topics do not fit the settings"),
        RECORDS_LOST("Kafka has lost entries; stop Kept, run 'kept reconcile --refill kafka', and start again"),
        STOPPED("stopped");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private volatile Phase phase = Phase.STOPPED;
    private volatile int held;

    Phase phase() {
        return phase;
    }

    int held() {
        return held;
    }

    void held(int ledgers) {
        held = ledgers;
    }

    synchronized void is(Phase now, String detail) {
        Phase before = phase;
        if (before == now) {
            return;
        }
        phase = now;
        switch (now) {
            case KAFKA_AWAY ->
                log.warn("Kafka does not answer; entries wait in the event store until it does{}", inBrackets(detail));
            case STORE_AWAY -> log.warn("PostgreSQL does not answer; the relay waits for it{}", inBrackets(detail));
            case UNSUITABLE_TOPICS, RECORDS_LOST -> log.error(detail);
            case RELAYING -> log.info("Entries are relayed to Kafka{}", before == Phase.KAFKA_AWAY ? " again" : "");
            case STANDBY -> log.info("Another process relays; this one stands by");
            case STOPPED -> log.debug("The relay has stopped");
        }
    }

    private static String inBrackets(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }
}
