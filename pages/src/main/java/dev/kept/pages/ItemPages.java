package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The items of a kind, and each by itself: what was said, what is mine to do about it now, and its whole history. */
@Controller
class ItemPages {

    private static final String PLACES = "{place:concerns|checkpoints|conversations|wins|lessons|feedback|check-ins}";

    /** A headline is a line; what is longer is a text below one. */
    private static final int HEADLINE = 140;

    @GetMapping("/ledgers/{id}/" + PLACES)
    String list(Visit visit, @PathVariable UUID id, @PathVariable String place, Model model) {
        ItemKind kind = ItemKind.at(place).orElseThrow(Problem::notFound);
        Ledger ledger = visit.ledger(id);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute(
                "items", LedgerPages.all(visit, id, "/" + place, null).reversed());
        return "pages/items";
    }

    @GetMapping({"/ledgers/{id}/" + PLACES + "/{item}", "/ledgers/{id}/{place:decisions}/{item}"})
    String item(Visit visit, @PathVariable UUID id, @PathVariable String place, @PathVariable UUID item, Model model) {
        ItemKind kind = ItemKind.at(place).orElseThrow(Problem::notFound);
        Ledger ledger = visit.ledger(id);
        Doc doc = visit.get(id, "/" + place + "/" + item);
        boolean names = isHeadline(doc, kind);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute("item", doc);
        model.addAttribute("heading", names ? doc.text(kind.headline()) : null);
        model.addAttribute("actions", actions(visit, ledger, kind, doc, item));
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

    private static List<FormView> actions(Visit visit, Ledger ledger, ItemKind kind, Doc doc, UUID item) {
        if (!ledger.isParty() || !ledger.isOpen()) {
            return List.of();
        }
        Long seen = doc.number("lastSequence");
        Map<String, FormView> actions = new LinkedHashMap<>();
        if (kind == ItemKind.CHECK_INS) {
            putEach(actions, visit, ledger, doc, item);
        }
        for (Doc turn : doc.list("waiting")) {
            String part = turn.text("part");
            if (turn.string("side").equals(ledger.role())) {
                for (String operation : answers(turn.string("operation"))) {
                    put(actions, visit, ledger, operation, item, part, seen);
                }
            }
        }
        for (String operation : kind.may(doc, ledger)) {
            put(actions, visit, ledger, operation, item, null, seen);
        }
        return List.copyOf(actions.values());
    }

    /** What is accepted can be declined as well. */
    private static List<String> answers(String operation) {
        return switch (operation) {
            case "acceptRemedy" -> List.of(operation, "declineRemedy");
            case "holdCheckIn", "missCheckIn" -> List.of();
            default -> List.of(operation);
        };
    }

    /** Those that have begun and of which there is no word, and the last that is missed: it may have been held after all. */
    private static void putEach(Map<String, FormView> actions, Visit visit, Ledger ledger, Doc doc, UUID item) {
        Doc missed = Doc.NONE;
        for (Doc each : doc.list("occurrences")) {
            switch (each.string("state")) {
                case "awaited" -> {
                    putOne(actions, visit, ledger, "holdCheckIn", each, item);
                    putOne(actions, visit, ledger, "missCheckIn", each, item);
                }
                case "missed" -> missed = each;
                default -> {}
            }
        }
        if (missed.has("occurrence")) {
            putOne(actions, visit, ledger, "holdCheckIn", missed, item);
        }
    }

    private static void putOne(
            Map<String, FormView> actions, Visit visit, Ledger ledger, String operation, Doc each, UUID item) {
        Form form = Forms.of(operation);
        int number = (int) each.number("occurrence");
        FormView view = FormPages.view(visit, ledger, form, new Target(item, null, number, null), Map.of());
        actions.put(
                operation + number,
                view.titled(visit.words()
                        .text(
                                "page.item.action-at",
                                view.form().title(),
                                visit.when().at(each.string("beginning")))));
    }

    private static void put(
            Map<String, FormView> actions,
            Visit visit,
            Ledger ledger,
            String operation,
            UUID item,
            @Nullable String part,
            Long seen) {
        Form form = Forms.named(operation).orElse(null);
        if (form == null) {
            return;
        }
        if (!form.path().contains("{part}")) {
            actions.putIfAbsent(
                    operation, FormPages.view(visit, ledger, form, new Target(item, null, null, seen), Map.of()));
        } else if (part != null) {
            actions.putIfAbsent(
                    operation + part,
                    FormPages.view(visit, ledger, form, new Target(item, UUID.fromString(part), null, seen), Map.of()));
        }
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
