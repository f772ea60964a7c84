package dev.kept.projections.store.rebuild;

import org.jspecify.annotations.Nullable;

/** A rebuild did not come to its end. What serves is as it was; the rebuild can be started again. The message is for people. */
public final class RebuildFailed extends RuntimeException {

    RebuildFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
