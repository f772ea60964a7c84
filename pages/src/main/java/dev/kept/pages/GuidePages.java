package dev.kept.pages;

import dev.kept.wording.Ledger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A guide through the first conversation: what to say in which order, and which forms hold what came of it. */
@Controller
class GuidePages {

    /** With this a form is asked for as the guide suggests it. */
    private static final String GUIDED = "guided";

    /** What the talk goes through, in this order. */
    private static final List<String> AGENDA = List.of("happened", "needs", "promised", "when");

    @GetMapping("/ledgers/{id}/first-conversation")
    String guide(Visit visit, @PathVariable UUID id, Model model) {
        CompletableFuture<Possible> possible = Possible.meanwhile(() -> Possible.inLedger(visit, id));
        Ledger ledger = visit.ledger(id);
        model.addAttribute("ledger", ledger);
        model.addAttribute("possible", Possible.answer(possible));
        model.addAttribute("agenda", AGENDA);
        return "pages/guide";
    }

    /** What a checkpoint for the talk begins with, for whoever comes from the guide; the person changes it as they like. */
    static Map<String, String> suggested(Visit visit) {
        return visit.request().getParameter(GUIDED) == null
                ? Map.of()
                : Map.of("agenda", visit.words().text("page.guide.suggested-agenda"));
    }
}
