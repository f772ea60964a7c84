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
import java.util.concurrent.CompletableFuture;
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
        CompletableFuture<Possible> possible = Possible.meanwhile(() -> Possible.about(visit, id, commitment));
        Ledger ledger = visit.ledger(id);
        Doc doc = visit.get(id, "/commitments/" + commitment);
        model.addAttribute("ledger", ledger);
        model.addAttribute("c", doc);
        model.addAttribute("now", doc.list("occurrences").get((int) doc.number(CURRENT) - 1));
        model.addAttribute("turns", turns(visit, ledger, Possible.answer(possible), doc));
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

    /** Of the time that it is about now, and of those that wait for the reader. What is about all of it stands with the former. */
    private static List<Turn> turns(Visit visit, Ledger ledger, Possible possible, Doc c) {
        boolean recurring = c.has("terms/recurrence");
        int current = (int) c.number(CURRENT);
        Set<Integer> worth = new LinkedHashSet<>();
        worth.add(current);
        c.list("waiting").stream()
                .filter(each -> each.string("side").equals(ledger.role()) && each.has("occurrence"))
                .forEach(each -> worth.add((int) each.number("occurrence")));
        List<Possible.Operation> all = possible.of(UUID.fromString(c.string("commitment")));
        List<Turn> turns = new ArrayList<>();
        for (int number : worth) {
            Doc occurrence = c.list("occurrences").get(number - 1);
            List<FormView> actions = all.stream()
                    .filter(each -> each.part() != null
                            ? proposes(occurrence, each.part())
                            : each.occurrences().isEmpty() ? number == current : each.isAbout(number))
                    .flatMap(each ->
                            Forms.named(each.name()).map(form -> view(visit, ledger, c, form, each, number)).stream())
                    .toList();
            if (!actions.isEmpty()) {
                turns.add(new Turn(recurring ? number : 0, occurrence, actions));
            }
        }
        return turns;
    }

    private static boolean proposes(Doc occurrence, UUID proposal) {
        return occurrence.list("proposals").stream()
                .anyMatch(each -> each.string("proposal").equals(proposal.toString()));
    }

    private static FormView view(
            Visit visit, Ledger ledger, Doc c, Form form, Possible.Operation operation, int number) {
        Integer which = operation.occurrences().isEmpty() ? null : (Integer) number;
        Target target = new Target(
                UUID.fromString(c.string("commitment")), operation.part(), which, (Long) c.number("lastSequence"));
        FormView view = FormPages.view(visit, ledger, form, target, prefilled(form.operation(), c));
        return form.operation().equals("counterRequest") && c.has("terms/recurrence")
                ? view.filled(CadenceFields.typed("recurrence", c.string("terms/recurrence/rrule")))
                : view;
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
