package dev.kept.pages;

import dev.kept.wording.Brief;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The kinds of item that have pages of their own. A new kind is one more line. */
final class Items {

    private static final Set<ItemKind> LINKED = EnumSet.allOf(ItemKind.class);

    private static final int MOST = 200;

    private Items() {}

    /**
     * An item as another one names it.
     *
     * @param kind what it is, as entries name it
     */
    public record Link(String kind, @Nullable String label, String href) {}

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
                        links.put(id, new Link("commitment", title, ledger.path() + "/commitments/" + id)));
        for (ItemKind kind : LINKED) {
            for (Doc each : LedgerPages.all(visit, ledger.id(), "/" + kind.place(), null)) {
                String id = each.string(kind.id());
                String href = ledger.path() + "/" + kind.place() + "/" + id;
                links.put(id, new Link(kind.kind(), Brief.of(each.text(kind.headline())), href));
            }
        }
        for (String said : List.of("question", "finding")) {
            for (Doc each : LedgerPages.all(visit, ledger.id(), "/" + said + "s", null)) {
                String id = each.string(said);
                String href = ledger.path() + "/" + said + "s/" + id;
                links.put(id, new Link(said, Brief.of(each.text("text")), href));
            }
        }
        return links;
    }
}
