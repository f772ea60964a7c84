package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Every entry in order, and each by itself. */
@Controller
class TimelinePages {

    private static final List<String> KINDS = Words.kinds();

    private static final List<String> FILTERS = List.of("kind", "side", "member", "commitment", "q");

    private static final int NEW_AT_ONCE = 100;
    private static final int MOST_NEW = 1_000;

    /** The entries of a day in the reader's zone, by the instant of the first. */
    public record Day(LocalDate date, String first, List<EntryView> entries) {}

    @GetMapping("/ledgers/{id}/timeline")
    String timeline(Visit visit, @PathVariable UUID id, @RequestParam Map<String, String> asked, Model model) {
        Ledger ledger = visit.ledger(id);
        Doc page = visit.get(id, "/entries" + query(visit, asked));
        List<Day> days = days(visit, page.list("items"));
        Choices choices = Choices.of(visit, ledger, null);
        model.addAttribute("ledger", ledger);
        model.addAttribute("days", days);
        model.addAttribute("readings", SeenPages.readings(visit, ledger));
        model.addAttribute("unread", SeenPages.unread(visit, ledger, page.list("items")));
        model.addAttribute("kinds", KINDS);
        model.addAttribute("people", choices.people());
        model.addAttribute("commitments", choices.commitments());
        model.addAttribute("asked", asked);
        boolean filtered = asked.entrySet().stream()
                .anyMatch(each -> !each.getKey().equals("order")
                        && !each.getKey().equals("cursor")
                        && !each.getValue().isBlank());
        model.addAttribute("filtered", filtered);
        model.addAttribute(
                "notSearched",
                page.list("notSearched").stream().map(each -> each.string("")).toList());
        boolean newestFirst = !"asc".equals(asked.get("order"));
        model.addAttribute("live", newestFirst && !filtered && asked.get("cursor") == null);
        String next = page.text("next");
        model.addAttribute("next", next == null ? null : address(ledger, asked, next));
        return "pages/timeline";
    }

    /**
     * What came after an entry, for a timeline that is open: all of it, or, where that is more than a page wants to be told piecemeal,
     * the word to load the whole page again.
     */
    @GetMapping("/ledgers/{id}/timeline/since/{sequence}")
    String since(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable long sequence,
            HttpServletResponse response,
            Model model) {
        Ledger ledger = visit.ledger(id);
        List<Doc> fresh = new ArrayList<>();
        String cursor = null;
        do {
            Doc page = visit.get(
                    id,
                    "/entries?order=desc&limit=" + NEW_AT_ONCE
                            + (cursor == null ? "" : "&cursor=" + Api.encoded(cursor)));
            List<Doc> newer = page.list("items").stream()
                    .filter(entry -> entry.number("sequence") > sequence)
                    .toList();
            fresh.addAll(newer);
            cursor = newer.size() < NEW_AT_ONCE ? null : page.text("next");
        } while (cursor != null && fresh.size() < MOST_NEW);
        if (cursor != null) {
            response.setHeader("HX-Refresh", "true");
            fresh.clear();
        }
        model.addAttribute("ledger", ledger);
        model.addAttribute("days", days(visit, fresh));
        return "pages/timeline :: days";
    }

    @GetMapping("/ledgers/{id}/entries/{sequence}")
    String entry(Visit visit, @PathVariable UUID id, @PathVariable long sequence, Model model) {
        CompletableFuture<Possible> asked = Possible.meanwhile(() -> Possible.erasing(visit, id, sequence));
        Ledger ledger = visit.ledger(id);
        Doc entry = visit.get(id, "/entries/" + sequence);
        Possible possible = Possible.answer(asked);
        model.addAttribute("ledger", ledger);
        model.addAttribute("raw", entry);
        model.addAttribute("erasable", possible.erasing() != null);
        model.addAttribute("notErasable", possible.whyNotErasing(visit.words()));
        model.addAttribute("entry", EntryView.whole(entry));
        return "pages/entry";
    }

    private static List<Day> days(Visit visit, List<Doc> entries) {
        Map<LocalDate, List<EntryView>> byDay = new LinkedHashMap<>();
        for (Doc each : entries) {
            EntryView entry = EntryView.of(each);
            byDay.computeIfAbsent(visit.when().dayOf(entry.recorded()), day -> new ArrayList<>())
                    .add(entry);
        }
        return byDay.entrySet().stream()
                .map(of -> new Day(of.getKey(), of.getValue().getFirst().recorded(), of.getValue()))
                .toList();
    }

    private static String query(Visit visit, Map<String, String> asked) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance().queryParam("limit", 50);
        query.queryParam("order", "asc".equals(asked.get("order")) ? "asc" : "desc");
        for (String name : FILTERS) {
            put(query, name, asked.get(name));
        }
        put(query, "cursor", asked.get("cursor"));
        put(query, "from", startOf(visit, asked.get("from"), 0));
        put(query, "to", startOf(visit, asked.get("to"), 1));
        return query.encode().toUriString();
    }

    private static String address(Ledger ledger, Map<String, String> asked, String cursor) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(ledger.path() + "/timeline");
        asked.forEach((name, value) -> {
            if (!name.equals("cursor")) {
                put(address, name, value);
            }
        });
        put(address, "cursor", cursor);
        return address.encode().toUriString();
    }

    /** Adds a parameter, unless there is nothing in it. */
    static void put(UriComponentsBuilder query, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            // As a variable: what people search for may hold any character.
            query.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value.strip()));
        }
    }

    private static @Nullable String startOf(Visit visit, @Nullable String day, int daysLater) {
        if (day == null || day.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(day.strip())
                    .plusDays(daysLater)
                    .atStartOfDay(visit.reader().zone())
                    .toInstant()
                    .toString();
        } catch (DateTimeException noDay) {
            return null;
        }
    }
}
