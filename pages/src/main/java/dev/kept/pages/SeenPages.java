package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who has read which entries, as they said so themselves: a page that is opened records nothing. */
@Controller
class SeenPages {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * What a member has read.
     *
     * @param seen the last time the member said so
     * @param ranges in order, such as {@code 0 to 14, 20}
     * @param single whether it is one entry
     */
    public record Reading(Doc seen, String ranges, boolean single) {}

    /** Entries on a page that its reader has not said to have read. */
    public record Unread(long from, long to, UUID key) {}

    @PostMapping("/ledgers/{id}/seen")
    String seen(
            Visit visit,
            @PathVariable UUID id,
            @RequestParam long from,
            @RequestParam long to,
            @RequestParam UUID key) {
        ObjectNode body = JSON.createObjectNode();
        body.withArray("ranges").addObject().put("from", from).put("to", to);
        visit.post("/api/ledgers/" + id + "/seen", body, key, null);
        return "redirect:/ledgers/" + id + "/timeline";
    }

    /** How far each side has read, side A first. */
    static List<Doc> sides(Visit visit, UUID ledger) {
        return visit.get(ledger, "/seen/sides").list("sides");
    }

    static List<Reading> readings(Visit visit, Ledger ledger) {
        Map<String, List<Doc>> byMember = new LinkedHashMap<>();
        for (Doc range : LedgerPages.all(visit, ledger.id(), "/seen", null)) {
            byMember.computeIfAbsent(range.string("seen/by/member"), member -> new ArrayList<>())
                    .add(range);
        }
        return byMember.values().stream()
                .map(ranges -> reading(ranges, visit.words()))
                .toList();
    }

    private static Reading reading(List<Doc> ranges, Words words) {
        Doc last = ranges.getFirst().at("seen");
        List<String> joined = new ArrayList<>();
        long from = -1;
        long to = -2;
        for (Doc range : ranges) {
            if (range.number("seen/entry") > last.number("entry")) {
                last = range.at("seen");
            }
            if (range.number("from") > to + 1) {
                add(joined, from, to, words);
                from = range.number("from");
            }
            to = Math.max(to, range.number("to"));
        }
        add(joined, from, to, words);
        return new Reading(last, String.join(", ", joined), ranges.size() == 1 && from == to);
    }

    private static void add(List<String> joined, long from, long to, Words words) {
        if (from >= 0) {
            joined.add(
                    from == to
                            ? Long.toString(from)
                            : words.text("page.common.range", Long.toString(from), Long.toString(to)));
        }
    }

    /** Null for a mediator, of whom nothing is recorded, and when all of it was read. */
    static @Nullable Unread unread(Visit visit, Ledger ledger, List<Doc> entries) {
        List<Doc> worth = entries.stream()
                .filter(entry -> !entry.string("kind").equals("entries"))
                .toList();
        if (!ledger.isParty() || worth.isEmpty()) {
            return null;
        }
        long from = worth.stream()
                .mapToLong(entry -> entry.number("sequence"))
                .min()
                .orElseThrow();
        long to = worth.stream()
                .mapToLong(entry -> entry.number("sequence"))
                .max()
                .orElseThrow();
        String me = visit.reader().member().toString();
        List<Doc> mine = LedgerPages.all(visit, ledger.id(), "/seen?from=" + from + "&to=" + to, null).stream()
                .filter(range -> range.string("seen/by/member").equals(me))
                .toList();
        boolean all = worth.stream()
                .allMatch(entry -> mine.stream()
                        .anyMatch(range -> range.number("from") <= entry.number("sequence")
                                && entry.number("sequence") <= range.number("to")));
        return all ? null : new Unread(from, to, UUID.randomUUID());
    }
}
