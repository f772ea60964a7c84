package dev.kept.commitments.eventstore;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns, once each time, when a transaction that may still write entries has held readers back for longer than any of Kept's own. */
final class HeldBack {

    private static final Logger log = LoggerFactory.getLogger(CommittedEntries.class);

    /** Longer than any transaction of a lane. */
    private static final long WARN_AFTER_NANOS = Duration.ofSeconds(15).toNanos();

    private final EntryWriters writers;
    private long since;
    private boolean heldBack;
    private boolean warned;

    HeldBack(EntryWriters writers) {
        this.writers = writers;
    }

    /** @param now whether a reading found no entry although there are some */
    synchronized void note(boolean now) {
        if (!now || !heldBack) {
            since = System.nanoTime();
            warned = false;
        } else if (!warned && System.nanoTime() - since > WARN_AFTER_NANOS) {
            warned = true;
            writers.open()
                    .forEach(writer -> log.warn(
                            "Entries wait for the transaction of PostgreSQL's process {} ({}), which may write earlier"
                                    + " ones and has been seen open for {} s and more. If it is not one of Kept's, end"
                                    + " it by SELECT pg_terminate_backend({}).",
                            writer.pid(),
                            writer.application(),
                            Duration.ofNanos(WARN_AFTER_NANOS).toSeconds(),
                            writer.pid()));
        }
        heldBack = now;
    }
}
