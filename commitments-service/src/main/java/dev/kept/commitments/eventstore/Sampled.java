package dev.kept.commitments.eventstore;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A number about the store that many may ask for, and that is read once in a while. */
public final class Sampled<T> {

    private final Supplier<T> read;
    private final long nanos;
    private @Nullable T last;
    private long next = System.nanoTime();

    /** Reads when asked, and not again before the time is over. */
    public Sampled(Supplier<T> read, Duration time) {
        this.read = read;
        this.nanos = time.toNanos();
    }

    /** The newest value; null while the store does not answer. */
    public synchronized @Nullable T value() {
        if (System.nanoTime() - next >= 0) {
            try {
                last = read.get();
            } catch (StoreUnavailable e) {
                last = null;
            }
            next = System.nanoTime() + nanos;
        }
        return last;
    }
}
