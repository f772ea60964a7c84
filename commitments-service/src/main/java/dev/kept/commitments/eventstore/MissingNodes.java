package dev.kept.commitments.eventstore;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Hashes of a tree that are not there, most often because the ledger has not as many entries as somebody believed. */
public final class MissingNodes extends RuntimeException {

    MissingNodes(String message, @Nullable SQLException cause) {
        super(message, cause);
    }

    /** Null when the store answered. */
    @Nullable
    SQLException storeFailure() {
        return getCause() instanceof SQLException failure ? failure : null;
    }
}
