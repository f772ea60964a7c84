package dev.kept.accounts;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with OWASP's 19 MiB and two passes. Each hash holds its memory and a core for tens of milliseconds, so only
 * as many run at once as leave cores for everything else; the others wait a little, then are told to come back.
 */
@Component
class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
    private final Semaphore atOnce =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final String nobodys = argon2.encode(UUID.randomUUID().toString());

    /** The hash of a password that nobody knows: checking against it takes as long as against a real one. */
    String nobodys() {
        return nobodys;
    }

    String hash(String comparablePassword) {
        return bounded(() -> argon2.encode(comparablePassword));
    }

    boolean matches(String comparablePassword, String hash) {
        return bounded(() -> argon2.matches(comparablePassword, hash));
    }

    private <T> T bounded(Supplier<T> work) {
        if (!acquired()) {
            throw new TooBusy();
        }
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }

    private boolean acquired() {
        try {
            return atOnce.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
