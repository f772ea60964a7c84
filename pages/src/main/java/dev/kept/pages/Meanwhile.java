package dev.kept.pages;

import dev.kept.wording.Doc;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded between the making of a form and its sending.
 *
 * @param entries the newest of it, oldest first
 * @param cut whether there are older ones that are not among the entries
 * @param last the last entry that counts as seen from now on; null when nothing was recorded
 */
record Meanwhile(
        List<EntryView> entries, boolean cut, @Nullable Long last) {

    static final Meanwhile NOTHING = new Meanwhile(List.of(), false, null);

    private static final int MOST = 50;
    private static final int SERVICE_UNAVAILABLE = 503;

    /**
     * What overtook a command; nothing when that is not why it was refused.
     *
     * @param seen the last entry that the form's maker knew of the item
     */
    static Meanwhile of(Visit visit, UUID ledger, @Nullable UUID item, @Nullable Long seen, Refused refused) {
        boolean overtaken = refused.status() == 412 || refused.status() == 409;
        if (!overtaken || item == null || seen == null) {
            return NOTHING;
        }
        String sequence = refused.status() == 412 ? refused.fact("sequence") : null;
        long last = sequence == null ? seen : Long.parseLong(sequence);
        try {
            Meanwhile ofItem = since(visit, ledger, "&commitment=" + item, seen, last);
            // What a command is held against may be more than its item: then the person sees what happened in the
            // ledger.
            return ofItem.entries.isEmpty() && last > seen ? since(visit, ledger, "", seen, last) : ofItem;
        } catch (Refused behind) {
            if (behind.status() == SERVICE_UNAVAILABLE) {
                return NOTHING;
            }
            throw behind;
        }
    }

    private static Meanwhile since(Visit visit, UUID ledger, String filter, long seen, long last) {
        List<Doc> newest = visit.get(ledger, "/entries?order=desc&limit=" + MOST + filter, last)
                .list("items");
        List<EntryView> entries = newest.stream()
                .filter(entry -> entry.number("sequence") > seen)
                .map(EntryView::ofItem)
                .toList()
                .reversed();
        return entries.isEmpty()
                ? NOTHING
                : new Meanwhile(
                        entries,
                        entries.size() == MOST,
                        Math.max(last, entries.getLast().sequence()));
    }
}
