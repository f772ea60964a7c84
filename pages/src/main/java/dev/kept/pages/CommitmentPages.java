package dev.kept.pages;

import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.When;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A commitment: its state, what is mine to do about it now, its terms then and now, and its whole history. */
@Controller
class CommitmentPages {

    private static final String CURRENT = "current";

    /**
     * What the reader may do about one time of it.
     *
     * @param occurrence 0 when it is due once
     */
    public record Turn(int occurrence, Doc doc, List<FormView> actions) {}

    @GetMapping("/ledgers/{id}/commitments/{commitment}")
    String commitment(Visit visit, @PathVariable UUID id, @PathVariable UUID commitment, Model model) {
        Ledger ledger = visit.ledger(id);
        Doc doc = visit.get(id, "/commitments/" + commitment);
        model.addAttribute("ledger", ledger);
        model.addAttribute("c", doc);
        model.addAttribute("now", doc.list("occurrences").get((int) doc.number(CURRENT) - 1));
        model.addAttribute("turns", turns(visit, ledger, doc));
        model.addAttribute("history", withoutRepeating(history(visit, id, commitment), doc));
        return "pages/commitment";
    }

    /** What stands above with its entry is named here, and not said again: the first terms, deliveries, a miss. */
    private static List<EntryView> withoutRepeating(List<EntryView> history, Doc c) {
        Doc now = c.list("occurrences").get((int) c.number(CURRENT) - 1);
        Set<Long> above = new HashSet<>();
        for (String shown : List.of("deliveries", "miss")) {
            now.at(shown).node().findValues("entry").forEach(entry -> above.add(entry.asLong()));
        }
        return IntStream.range(0, history.size())
                .mapToObj(i -> i == 0 || above.contains(history.get(i).sequence())
                        ? history.get(i).brief()
                        : history.get(i))
                .toList();
    }

    /** Every entry about an item. */
    static List<EntryView> history(Visit visit, UUID ledger, UUID item) {
        return LedgerPages.all(visit, ledger, "/entries?commitment=" + item, null).stream()
                .map(EntryView::ofItem)
                .toList();
    }

    private static List<Turn> turns(Visit visit, Ledger ledger, Doc c) {
        if (!ledger.isParty() || !ledger.isOpen()) {
            return List.of();
        }
        boolean recurring = c.has("terms/recurrence");
        Set<Integer> worth = new LinkedHashSet<>();
        worth.add((int) c.number(CURRENT));
        c.list("waiting").stream()
                .filter(each -> each.string("side").equals(ledger.role()) && each.has("occurrence"))
                .forEach(each -> worth.add((int) each.number("occurrence")));
        List<Turn> turns = new ArrayList<>();
        for (int number : worth) {
            Doc occurrence = c.list("occurrences").get(number - 1);
            List<FormView> actions = actions(visit, ledger, c, occurrence, recurring ? number : 0);
            if (!actions.isEmpty()) {
                turns.add(new Turn(recurring ? number : 0, occurrence, actions));
            }
        }
        return turns;
    }

    /** The first is the primary one. */
    private static List<FormView> actions(Visit visit, Ledger ledger, Doc c, Doc occurrence, int number) {
        boolean owes = c.string("promisor").equals(ledger.role());
        List<String> may = new ArrayList<>();
        Doc open = Doc.NONE;
        for (Doc proposal : occurrence.list("proposals")) {
            if (proposal.string("outcome").equals("open")) {
                open = proposal;
            }
        }
        boolean toAnswer = open.has("proposal") && !open.string("by").equals(ledger.role());
        if (toAnswer) {
            may.addAll(List.of("acceptTerms", "declineTerms", "counterTerms"));
        }
        boolean proposes = !open.has("proposal");
        switch (occurrence.string("state")) {
            case "requested" -> {
                List<Doc> versions = c.list("versions");
                boolean mine = versions.getLast().string("by").equals(ledger.role());
                if (!mine) {
                    may.addAll(List.of("acceptRequest", "counterRequest", "declineRequest"));
                }
                if (!owes) {
                    may.add("withdrawCommitment");
                }
            }
            case "open" -> {
                may.addAll(owes ? List.of("deliverCommitment", "deliverUpdate") : List.of());
                if (proposes) {
                    may.add("proposeTerms");
                }
                may.addAll(owes ? List.of("missDeadline", "withdrawCommitment") : List.of("releaseCommitment"));
            }
            case "delivered", "delivered-late" ->
                may.addAll(owes ? List.of() : List.of("confirmDelivery", "disputeDelivery"));
            case "disputed" -> {
                may.add(owes ? "deliverCommitment" : "withdrawDispute");
                if (ledger.mediator().has("mediator")
                        && Forms.named("escalateDispute").isPresent()) {
                    may.add("escalateDispute");
                }
            }
            case "missed" -> {
                may.addAll(owes ? List.of("deliverCommitment", "giveReason") : List.of("excuseMiss"));
                if (proposes) {
                    may.add("proposeTerms");
                }
            }
            default -> {}
        }
        Set<String> ofTheWhole = Set.of(
                "acceptRequest",
                "counterRequest",
                "declineRequest",
                "withdrawCommitment",
                "releaseCommitment",
                "acceptTerms",
                "declineTerms",
                "counterTerms");
        UUID item = UUID.fromString(c.string("commitment"));
        UUID part = open.has("proposal") ? UUID.fromString(open.string("proposal")) : null;
        Long seen = c.number("lastSequence");
        List<FormView> forms = new ArrayList<>();
        for (String operation : may) {
            Form form = Forms.of(operation);
            Integer which = number == 0 || ofTheWhole.contains(operation) ? null : (Integer) number;
            Target target = new Target(item, form.path().contains("{part}") ? part : null, which, seen);
            FormView view = FormPages.view(visit, ledger, form, target, prefilled(operation, c));
            forms.add(
                    operation.equals("counterRequest") && c.has("terms/recurrence")
                            ? view.filled(CadenceFields.typed("recurrence", c.string("terms/recurrence/rrule")))
                            : view);
        }
        return forms;
    }

    /** Whoever answers a request with other terms begins with those asked for. */
    private static Map<String, String> prefilled(String operation, Doc c) {
        if (!operation.equals("counterRequest")) {
            return Map.of();
        }
        Map<String, String> terms = new HashMap<>();
        for (String text : List.of("title", "details", "conditions", "evaluation", "monitor")) {
            terms.put(text, c.letters("terms/" + text));
        }
        terms.putAll(When.typed("due", c.at("terms/due")));
        return terms;
    }
}
