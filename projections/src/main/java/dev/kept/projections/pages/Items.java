package dev.kept.projections.pages;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The kinds of item that have pages of their own. A new kind is one more line. */
final class Items {

    /** By kind of entry, where its items are read. */
    private static final Map<String, String> PLACES = Map.of(
            "commitment", "commitments",
            "question", "questions",
            "finding", "findings",
            "interest", "interests");

    private static final int MOST = 200;

    private Items() {}

    /** An item's address below its ledger; null when its kind has no page. */
    static @Nullable String place(String kind, String id) {
        return PLACES.containsKey(kind)
                ? "/" + PLACES.get(kind) + "/" + id
                : ItemKind.named(kind)
                        .map(known -> "/" + known.place() + "/" + id)
                        .orElse(null);
    }

    /** What the items of a ledger are called, by id; at most the 200 of each kind that are due last. */
    static Map<String, String> titles(Visit visit, UUID ledger) {
        Map<String, String> titles = new HashMap<>();
        for (Doc each :
                visit.get(ledger, "/commitments?order=desc&limit=" + MOST).list("items")) {
            String title = each.text("title");
            if (title != null) {
                titles.put(each.string("commitment"), title);
            }
        }
        return titles;
    }
}
