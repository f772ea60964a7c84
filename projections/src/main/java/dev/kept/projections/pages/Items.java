package dev.kept.projections.pages;

import dev.kept.http.VisibleText;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final Set<ItemKind> LINKED = EnumSet.allOf(ItemKind.class);

    private static final int MOST = 200;
    private static final int BRIEF = 100;

    private Items() {}

    /**
     * An item as another one names it.
     *
     * @param kind what it is, e.g. {@code Decision}
     */
    public record Link(String kind, @Nullable String label, String href) {}

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

    /** What can be named by id, with its address. */
    static Map<String, Link> links(Visit visit, Ledger ledger) {
        Map<String, Link> links = new HashMap<>();
        titles(visit, ledger.id())
                .forEach((id, title) ->
                        links.put(id, new Link("Commitment", title, ledger.path() + "/commitments/" + id)));
        for (ItemKind kind : LINKED) {
            for (Doc each : LedgerPages.all(visit, ledger.id(), "/" + kind.place(), null)) {
                String id = each.string(kind.id());
                String href = ledger.path() + "/" + kind.place() + "/" + id;
                links.put(id, new Link(kind.one(), brief(each.text(kind.headline())), href));
            }
        }
        for (String said : List.of("question", "finding")) {
            for (Doc each : LedgerPages.all(visit, ledger.id(), "/" + said + "s", null)) {
                String id = each.string(said);
                String href = ledger.path() + "/" + said + "s/" + id;
                links.put(
                        id, new Link(said.equals("question") ? "Question" : "Finding", brief(each.text("text")), href));
            }
        }
        return links;
    }

    /** The first line, and not more of it than fits into a list. */
    static @Nullable String brief(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String line = text.lines().findFirst().orElse("").strip();
        return line.codePointCount(0, line.length()) <= BRIEF
                ? line
                : VisibleText.contained(line.substring(0, line.offsetByCodePoints(0, BRIEF - 1)) + "…");
    }
}
