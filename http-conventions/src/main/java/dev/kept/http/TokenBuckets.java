package dev.kept.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One token bucket for each of many. Protects a service from a program gone wild, and is no quota: replicas count each for themselves,
 * and of more than {@link #MAX_BUCKETS} some are forgotten, first those that ask seldom.
 */
public final class TokenBuckets {

    static final int MAX_BUCKETS = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration perToken;
    private final LoadingCache<String, Bucket> buckets;

    /**
     * @param burst how many at once
     * @param nanoTime {@link System#nanoTime}, but for tests
     */
    public TokenBuckets(double perSecond, int burst, LongSupplier nanoTime) {
        this.perToken = Duration.ofNanos(Math.max(1, Math.round(NANOS_PER_SECOND / perSecond)));
        Bandwidth bandwidth =
                Bandwidth.builder().capacity(burst).refillGreedy(1, perToken).build();
        TimeMeter clock = clock(nanoTime);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                // By then it is full again: as good as a new one.
                .expireAfterAccess(perToken.multipliedBy(burst))
                .ticker(nanoTime::getAsLong)
                .build(who -> Bucket.builder()
                        .addLimit(bandwidth)
                        .withCustomTimePrecision(clock)
                        .build());
    }

    /** False when there was none left. */
    public boolean take(String who) {
        return buckets.get(who).tryConsume(1);
    }

    /** Whether the next {@link #take} would fail; takes none. */
    public boolean isEmpty(String who) {
        return buckets.get(who).getAvailableTokens() < 1;
    }

    /** How long it takes until an empty bucket holds one again, in whole seconds. */
    public long secondsToWait() {
        return (long) Math.ceil(perToken.toNanos() / NANOS_PER_SECOND);
    }

    /** How many are remembered. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private static TimeMeter clock(LongSupplier nanoTime) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
