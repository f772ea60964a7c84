package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The history of decisions: what is in force, what it took the place of and why, what waits to be agreed. */
@Controller
class DecisionPages {

    /**
     * A decision with a number of its own, in the order in which they were put forward.
     *
     * @param replaced whose place it took, the last one first
     * @param next what is put forward in its place and not agreed
     */
    public record Numbered(
            int number,
            Doc doc,
            List<Numbered> replaced,
            @Nullable Numbered next) {

        public String state() {
            return doc.string("state");
        }
    }

    @GetMapping("/ledgers/{id}/decisions")
    String decisions(Visit visit, @PathVariable UUID id, Model model) {
        CompletableFuture<Possible> possible = Possible.meanwhile(() -> Possible.inLedger(visit, id));
        Ledger ledger = visit.ledger(id);
        List<Numbered> all = numbered(LedgerPages.all(visit, id, "/decisions", null));
        model.addAttribute("ledger", ledger);
        model.addAttribute("possible", Possible.answer(possible));
        model.addAttribute("begin", ItemKind.DECISION.begin());
        model.addAttribute("inForce", those(all, each -> each.state().equals("in-force")));
        model.addAttribute("proposed", those(all, each -> each.state().equals("proposed")));
        model.addAttribute("withdrawn", those(all, each -> each.state().equals("withdrawn")));
        return "pages/decisions";
    }

    private static List<Numbered> those(List<Numbered> all, Predicate<Numbered> which) {
        return all.stream().filter(which).toList().reversed();
    }

    private static List<Numbered> numbered(List<Doc> decisions) {
        Map<String, Numbered> byId = new HashMap<>();
        List<Numbered> all = new ArrayList<>();
        for (Doc each : decisions) {
            List<Numbered> replaced = new ArrayList<>();
            Numbered before = byId.get(each.string("supersedes"));
            if (before != null) {
                replaced.add(before);
                replaced.addAll(before.replaced());
            }
            Numbered numbered = new Numbered(all.size() + 1, each, List.copyOf(replaced), null);
            byId.put(each.string("decision"), numbered);
            all.add(numbered);
        }
        return all.stream().map(each -> withNext(each, all)).toList();
    }

    private static Numbered withNext(Numbered one, List<Numbered> all) {
        return all.stream()
                .filter(each -> each.state().equals("proposed")
                        && each.doc().string("supersedes").equals(one.doc().string("decision")))
                .findFirst()
                .map(next -> new Numbered(one.number(), one.doc(), one.replaced(), next))
                .orElse(one);
    }
}
