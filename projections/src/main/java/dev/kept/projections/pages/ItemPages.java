package dev.kept.projections.pages;

import dev.kept.http.Problem;
import dev.kept.projections.pages.FormPages.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The items of a kind, and each by itself: what was said, what is mine to do about it now, and its whole history. */
@Controller
class ItemPages {

    private static final List<String> LINKS = List.of("commitments", "decisions", "checkpoints", "about");

    /** Another item that this one names. */
    public record Link(String label, @Nullable String href) {}

    @GetMapping("/ledgers/{id}/{place:decisions|concerns|checkpoints|conversations|wins|lessons}")
    String list(Visit visit, @PathVariable UUID id, @PathVariable String place, Model model) {
        ItemKind kind = ItemKind.at(place).orElseThrow(Problem::notFound);
        Ledger ledger = Ledger.open(visit, id);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute(
                "items", LedgerPages.all(visit, id, "/" + place, null).reversed());
        return "pages/items";
    }

    @GetMapping("/ledgers/{id}/{place:decisions|concerns|checkpoints|conversations|wins|lessons}/{item}")
    String item(Visit visit, @PathVariable UUID id, @PathVariable String place, @PathVariable UUID item, Model model) {
        ItemKind kind = ItemKind.at(place).orElseThrow(Problem::notFound);
        Ledger ledger = Ledger.open(visit, id);
        Doc doc = visit.get(id, "/" + place + "/" + item);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute("item", doc);
        model.addAttribute("actions", actions(visit, ledger, kind, doc, item));
        model.addAttribute("links", links(visit, ledger, doc));
        model.addAttribute("history", CommitmentPages.history(visit, id, item));
        return "pages/item";
    }

    private static List<FormView> actions(Visit visit, Ledger ledger, ItemKind kind, Doc doc, UUID item) {
        if (!ledger.isParty()) {
            return List.of();
        }
        Long seen = doc.number("lastSequence");
        Map<String, FormView> actions = new LinkedHashMap<>();
        for (Doc turn : doc.list("waiting")) {
            String part = turn.text("part");
            if (turn.string("side").equals(ledger.role())) {
                for (String operation : answers(turn.string("operation"))) {
                    put(actions, visit, ledger, operation, item, part, seen);
                }
            }
        }
        for (String operation : kind.may(doc, ledger.role())) {
            put(actions, visit, ledger, operation, item, null, seen);
        }
        return List.copyOf(actions.values());
    }

    /** What is accepted can be declined as well. */
    private static List<String> answers(String operation) {
        return operation.equals("acceptRemedy") ? List.of(operation, "declineRemedy") : List.of(operation);
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

    private static List<Link> links(Visit visit, Ledger ledger, Doc doc) {
        List<Link> links = new ArrayList<>();
        if (LINKS.stream().allMatch(name -> doc.list(name).isEmpty())
                && !doc.has("supersedes")
                && !doc.has("supersededBy")) {
            return links;
        }
        Map<String, String> titles = Items.titles(visit, ledger.id());
        for (String name : LINKS) {
            for (Doc each : doc.list(name)) {
                String id = each.text("") == null ? each.string("commitment") : each.string("");
                String title = titles.get(id);
                if (title != null) {
                    links.add(new Link(title, ledger.path() + "/commitments/" + id));
                } else if (Set.of("decisions", "checkpoints").contains(name)) {
                    links.add(new Link(ItemKind.at(name).orElseThrow().one(), ledger.path() + "/" + name + "/" + id));
                }
            }
        }
        if (doc.text("supersedes") != null) {
            links.add(new Link("The decision it replaces", ledger.path() + "/decisions/" + doc.text("supersedes")));
        }
        if (doc.text("supersededBy") != null) {
            links.add(new Link(
                    "The decision that replaced it", ledger.path() + "/decisions/" + doc.text("supersededBy")));
        }
        return links;
    }
}
