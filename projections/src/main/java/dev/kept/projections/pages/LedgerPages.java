package dev.kept.projections.pages;

import dev.kept.projections.pages.FormPages.Target;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The ledger as a document that both sides could bring to a meeting. */
@Controller
class LedgerPages {

    private static final Set<String> PENDING =
            Set.of("requested", "open", "delivered", "delivered-late", "disputed", "missed");

    @GetMapping("/ledgers")
    String mine() {
        return "redirect:/";
    }

    @GetMapping("/ledgers/{id}")
    String document(
            Visit visit, @PathVariable UUID id, @RequestParam(required = false) @Nullable String asOf, Model model) {
        Ledger ledger = Ledger.open(visit, id);
        String past = pastOf(asOf, visit);
        List<Doc> all = all(visit, id, "/commitments", past);
        model.addAttribute("ledger", ledger);
        model.addAttribute("asOf", past == null ? null : asOf);
        model.addAttribute(
                "pending", all.stream().filter(LedgerPages::isPending).toList());
        model.addAttribute("done", all.stream().filter(each -> !isPending(each)).toList());
        model.addAttribute("charter", CharterPages.of(visit, id, past == null ? "" : "?asOf=" + Api.encoded(past)));
        model.addAttribute("concerns", open(all(visit, id, "/concerns", past)));
        model.addAttribute(
                "decisions",
                all(visit, id, "/decisions", past).stream()
                        .filter(each -> each.string("state").equals("in-force"))
                        .toList());
        model.addAttribute(
                "checkpoints",
                all(visit, id, "/checkpoints", past).stream()
                        .filter(each -> each.string("state").equals("planned"))
                        .toList());
        model.addAttribute("conversations", all(visit, id, "/conversations", past));
        model.addAttribute("wins", all(visit, id, "/wins", past));
        model.addAttribute("lessons", all(visit, id, "/lessons", past));
        if (past == null) {
            Doc overview = visit.get("/api/overview");
            model.addAttribute("waiting", of(id, overview.list("waiting")));
        } else {
            long then = lastEntry(visit, id, past);
            model.addAttribute("then", then);
            model.addAttribute("since", ledger.doc().number("head") - then);
        }
        if (ledger.isParty()
                && !ledger.joined()
                && ledger.doc().list("invitations").isEmpty()) {
            model.addAttribute("invite", FormPages.view(visit, ledger, Forms.of("inviteParty"), Target.NONE, Map.of()));
        }
        return "pages/ledger";
    }

    private static boolean isPending(Doc commitment) {
        return PENDING.contains(commitment.string("state"));
    }

    private static List<Doc> open(List<Doc> concerns) {
        return concerns.stream()
                .filter(each -> !each.string("state").equals("settled"))
                .toList();
    }

    private static List<Doc> of(UUID ledger, List<Doc> items) {
        return items.stream()
                .filter(item -> item.string("ledger").equals(ledger.toString()))
                .toList();
    }

    /** All items of a list, however many pages it has. */
    static List<Doc> all(Visit visit, UUID ledger, String list, @Nullable String asOf) {
        List<Doc> all = new ArrayList<>();
        String base = list + (list.contains("?") ? "&" : "?") + "limit=200"
                + (asOf == null ? "" : "&asOf=" + Api.encoded(asOf));
        String cursor = null;
        do {
            Doc page = visit.get(ledger, base + (cursor == null ? "" : "&cursor=" + Api.encoded(cursor)));
            all.addAll(page.list("items"));
            cursor = page.text("next");
        } while (cursor != null);
        return all;
    }

    /** What the API is asked for: a day means its end, where the reader is; null for now. */
    static @Nullable String pastOf(@Nullable String typed, Visit visit) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String past = typed.strip();
        if (past.chars().allMatch(Character::isDigit)) {
            return past;
        }
        try {
            LocalDate day = LocalDate.parse(past);
            return day.plusDays(1)
                    .atStartOfDay(visit.reader().zone())
                    .toInstant()
                    .minusMillis(1)
                    .toString();
        } catch (DateTimeException noDay) {
            return past;
        }
    }

    private static long lastEntry(Visit visit, UUID ledger, String asOf) {
        List<Doc> last = visit.get(ledger, "/entries?order=desc&limit=1&asOf=" + Api.encoded(asOf))
                .list("items");
        return last.isEmpty() ? 0 : last.getFirst().number("sequence");
    }
}
