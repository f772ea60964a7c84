package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The items of a kind, and each by itself: what was said, what is mine to do about it now, and its whole history. */
@Controller
class ItemPages {

    /** Decisions have a list of their own. */
    static final String PLACES = "{place:concerns|checkpoints|conversations|wins|lessons|feedback|check-ins}";

    /** A headline is a line; what is longer is a text below one. */
    private static final int HEADLINE = 140;

    @GetMapping("/ledgers/{id}/" + PLACES)
    String list(Visit visit, @PathVariable UUID id, @PathVariable String place, Model model) {
        ItemKind kind = ItemKind.at(place).orElseThrow(Problem::notFound);
        CompletableFuture<Possible> possible = Possible.meanwhile(() -> Possible.inLedger(visit, id));
        Ledger ledger = visit.ledger(id);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute("possible", Possible.answer(possible));
        model.addAttribute(
                "items", LedgerPages.all(visit, id, "/" + place, null).reversed());
        return "pages/items";
    }

    @GetMapping({"/ledgers/{id}/" + PLACES + "/{item}", "/ledgers/{id}/{place:decisions}/{item}"})
    String item(Visit visit, @PathVariable UUID id, @PathVariable String place, @PathVariable UUID item, Model model) {
        ItemKind kind = ItemKind.at(place).orElseThrow(Problem::notFound);
        CompletableFuture<Possible> possible = Possible.meanwhile(() -> Possible.about(visit, id, item));
        Ledger ledger = visit.ledger(id);
        Doc doc = visit.get(id, "/" + place + "/" + item);
        boolean names = isHeadline(doc, kind);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute("item", doc);
        model.addAttribute("heading", names ? doc.text(kind.headline()) : null);
        model.addAttribute("actions", actions(visit, ledger, Possible.answer(possible), doc, item));
        model.addAttribute("about", about(visit, ledger, doc));
        // Every text stands above already, with its entry.
        model.addAttribute(
                "history",
                CommitmentPages.history(visit, id, item).stream()
                        .map(EntryView::brief)
                        .toList());
        return "pages/item";
    }

    private static boolean isHeadline(Doc doc, ItemKind kind) {
        String text = doc.text(kind.headline());
        return text != null && kind != ItemKind.CONVERSATION && text.length() <= HEADLINE && text.indexOf('\n') < 0;
    }

    private static List<FormView> actions(Visit visit, Ledger ledger, Possible possible, Doc doc, UUID item) {
        Long seen = doc.number("lastSequence");
        List<FormView> actions = new ArrayList<>(ofOccurrences(visit, ledger, possible, doc, item));
        for (Possible.Operation each : possible.of(item)) {
            if (each.occurrences().isEmpty()) {
                Forms.named(inWords(each.name(), doc, ledger))
                        .map(form -> FormPages.view(
                                visit, ledger, form, new Target(item, each.part(), null, seen), Map.of()))
                        .ifPresent(actions::add);
            }
        }
        return actions;
    }

    /** Whoever has declared readiness reads that it can be taken back. */
    private static String inWords(String operation, Doc doc, Ledger ledger) {
        boolean ready = operation.equals("declareReadiness")
                && doc.list("ready").stream().anyMatch(side -> ledger.role().equals(side.text("")));
        return ready ? "takeBackReadiness" : operation;
    }

    /** Each check-in of which there is no word, and the last of those that may have been held after all. */
    private static List<FormView> ofOccurrences(Visit visit, Ledger ledger, Possible possible, Doc doc, UUID item) {
        Set<Integer> shown = new TreeSet<>();
        for (Possible.Operation each : possible.of(item)) {
            if (each.name().equals("missCheckIn")) {
                shown.addAll(each.occurrences());
            } else if (!each.occurrences().isEmpty()) {
                shown.add(each.occurrences().getLast());
            }
        }
        List<FormView> actions = new ArrayList<>();
        for (Doc occurrence : doc.list("occurrences")) {
            int number = (int) occurrence.number("occurrence");
            if (shown.contains(number)) {
                possible.of(item).stream()
                        .filter(each -> each.occurrences().contains(number))
                        .map(each -> Forms.of(each.name()))
                        .map(form ->
                                FormPages.view(visit, ledger, form, new Target(item, null, number, null), Map.of()))
                        .map(view -> view.titled(visit.words()
                                .text(
                                        "page.item.action-at",
                                        view.form().title(),
                                        visit.when().at(occurrence.string("beginning")))))
                        .forEach(actions::add);
            }
        }
        return actions;
    }

    /** What the item, or what was done about it, names by id. */
    private static List<Items.Link> about(Visit visit, Ledger ledger, Doc doc) {
        List<String> ids = new ArrayList<>();
        doc.list("about").forEach(each -> ids.add(each.string("")));
        doc.list("actions").forEach(action -> action.list("links").forEach(each -> ids.add(each.string(""))));
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Items.Link> known = Items.links(visit, ledger);
        return ids.stream()
                .distinct()
                .filter(known::containsKey)
                .map(known::get)
                .toList();
    }
}
