package dev.kept.wording;

import dev.kept.events.ItemName;
import org.jspecify.annotations.Nullable;

/** Where items are read, in the API and on pages. */
public final class Places {

    private Places() {}

    /** An item's address below its ledger; null when its kind has no page for each item. */
    public static @Nullable String of(String kind, String id) {
        ItemName name = ItemName.named(kind).orElse(null);
        return switch (name) {
            case null -> null;
            case CHARTER, ERASURE -> null;
            case COMMITMENT,
                    CONVERSATION,
                    DECISION,
                    CHECKPOINT,
                    CHECK_IN,
                    CONCERN,
                    WIN,
                    LESSON,
                    FEEDBACK,
                    QUESTION,
                    FINDING,
                    INTEREST -> "/" + name.many() + "/" + id;
        };
    }

    /** The step of addresses below which the items of a kind are read, e.g. {@code check-ins}. */
    public static String step(String kind) {
        return name(kind).many();
    }

    /** The field of answers that holds an item's id, e.g. {@code checkIns}. */
    public static String id(String kind) {
        return name(kind).id();
    }

    private static ItemName name(String kind) {
        return ItemName.named(kind)
                .orElseThrow(() -> new IllegalArgumentException("no kind of item is called " + kind));
    }
}
