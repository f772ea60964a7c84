package dev.kept.commitments.evidence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kept.http.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Makes small pictures of files when they are asked for, one after the other, and keeps some of them in memory for a while. None is stored:
 * whoever asks has found the file first, so there is nothing to be erased.
 */
@Component
final class Thumbnails {

    private static final long MOST_KEPT_BYTES = 8 * 1024 * 1024;
    private static final int WEIGHT_OF_NONE = 200;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Semaphore turn = new Semaphore(1);

    /** By content and media type; empty where it was tried and there is none. */
    private final Cache<Key, Optional<Thumbnail>> made = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT_BYTES)
            .weigher((Key key, Optional<Thumbnail> one) -> WEIGHT_OF_NONE
                    + one.map(thumbnail -> thumbnail.bytes().length).orElse(0))
            .expireAfterWrite(KEPT)
            .build();

    private record Key(UUID content, String mediaType) {}

    /**
     * Empty when there is none of this file.
     *
     * @throws Problem 503 when too many are being made
     * @throws IllegalStateException when the bytes go while they are read
     */
    Optional<Thumbnail> of(ReadableFile readable) throws IOException {
        StoredFile file = readable.file();
        if (!Thumbnail.mediaTypes().contains(file.mediaType()) || file.size() > Thumbnail.MOST_BYTES) {
            return Optional.empty();
        }
        Key key = new Key(file.content(), file.mediaType());
        Optional<Thumbnail> known = made.getIfPresent(key);
        if (known != null) {
            return known;
        }
        takeTurn();
        try {
            Optional<Thumbnail> meanwhile = made.getIfPresent(key);
            if (meanwhile != null) {
                return meanwhile;
            }
            Optional<Thumbnail> now = Thumbnail.of(file.mediaType(), readable.bytes());
            made.put(key, now);
            return now;
        } finally {
            turn.release();
        }
    }

    private void takeTurn() {
        try {
            if (turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problem.temporarilyUnavailable("Too many pictures are being made small just now.", RETRY);
    }
}
