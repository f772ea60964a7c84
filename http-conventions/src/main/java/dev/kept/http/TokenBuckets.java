package dev.kept.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One token bucket for each of many. Protects a service from a program gone wild, and is no quota: replicas count each for themselves,
 * and of more than {@link #MAX_BUCKETS} the longest silent are forgotten.
 */
public final class TokenBuckets {

    static final int MAX_BUCKETS = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    /**
     * @param burst how many at once
     * @param nanoTime {@link System#nanoTime}, but for tests
     */
    public TokenBuckets(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** False when there was none left. */
    public boolean take(String who) {
        return take(who, 1);
    }

    /** Whether the next {@link #take} would fail; takes none. */
    public boolean isEmpty(String who) {
        return !take(who, 0);
    }

    /** How long it takes until an empty bucket holds one again, in whole seconds. */
    public long secondsToWait() {
        return (long) Math.ceil(1 / perSecond);
    }

    private synchronized boolean take(String who, int howMany) {
        long now = nanoTime.getAsLong();
        Bucket before = buckets.get(who);
        double tokens = before == null
                ? burst
                : Math.min(burst, before.tokens + (now - before.at) / NANOS_PER_SECOND * perSecond);
        boolean enough = tokens >= 1;
        buckets.put(who, new Bucket(enough ? tokens - howMany : tokens, now));
        return enough;
    }

    private record Bucket(double tokens, long at) {}
}
