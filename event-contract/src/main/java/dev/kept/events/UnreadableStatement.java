package dev.kept.events;

import org.jspecify.annotations.Nullable;

/** Bytes that are not a statement of this contract. The message never quotes them: they may hold what a log must not. */
public final class UnreadableStatement extends RuntimeException {

    public UnreadableStatement(String message) {
        this(message, null);
    }

    public UnreadableStatement(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
