package dev.kept.commitments.reconcile;

import org.jspecify.annotations.Nullable;

/** The comparison or the filling up could not be done; the message says why and what to do. */
public final class CannotReconcile extends RuntimeException {

    CannotReconcile(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
