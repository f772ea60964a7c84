package dev.kept.projections.store.ingest;

import dev.kept.events.UnreadableStatement;
import dev.kept.projections.store.fold.UnreadableView;

/** Why something was parked, in words that quote nothing people wrote. */
final class Reasons {

    static final String GAP = "an earlier entry is missing";
    static final String DIFFERS = "another statement is already recorded in its place";

    private Reasons() {}

    /** Only our own messages are known to quote nothing. */
    static String of(RuntimeException e) {
        String message = e instanceof UnreadableStatement || e instanceof UnreadableView ? e.getMessage() : null;
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
