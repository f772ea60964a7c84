package dev.kept.pages;

import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The ground rules: what is in force, what is proposed, and how it came about. */
@Controller
class CharterPages {

    private static final Field WHY = Field.text("reason").optional();

    static final List<Form> FORMS = List.of(
            Form.of(
                    "proposeCharter",
                    "/charter/proposals",
                    "/charter",
                    Field.clauses("GOALS"),
                    Field.clauses("ROLES"),
                    Field.clauses("BOUNDARIES"),
                    Field.clauses("EXPECTATIONS"),
                    Field.clauses("DECISIONS"),
                    Field.clauses("CONTACT"),
                    WHY),
            Form.of(
                    "amendCharter",
                    "/charter/amendments",
                    "/charter",
                    Field.given("answers"),
                    Field.amended("changed"),
                    WHY),
            Form.of("agreeCharter", "/charter/proposals/{part}/agreement", "/charter"),
            Form.of("declineCharter", "/charter/proposals/{part}/decline", "/charter", WHY),
            Form.of("withdrawCharter", "/charter/proposals/{part}/withdrawal", "/charter", WHY));

    @GetMapping("/ledgers/{id}/charter")
    String charter(Visit visit, @PathVariable UUID id, Model model) {
        CompletableFuture<Possible> possible = Possible.meanwhile(() -> Possible.ofKinds(visit, id, "charter"));
        Ledger ledger = visit.ledger(id);
        Doc charter = of(visit, id, "");
        model.addAttribute("ledger", ledger);
        model.addAttribute("charter", charter);
        model.addAttribute("actions", actions(visit, ledger, Possible.answer(possible), charter));
        return "pages/charter";
    }

    /** {@link Doc#NONE} where none was ever proposed. */
    static Doc of(Visit visit, UUID ledger, String query) {
        try {
            return visit.get(ledger, "/charter" + query);
        } catch (Refused refused) {
            if (refused.status() == 404) {
                return Doc.NONE;
            }
            throw refused;
        }
    }

    /** The clauses that an amendment begins with: of what waits for an answer, else of what is in force. */
    static Map<String, String> asItIs(Visit visit, UUID ledger) {
        Doc charter = of(visit, ledger, "");
        Map<String, String> clauses =
                asItIs(charter.list(charter.has("open") ? "open/proposal/clauses" : "inForce/clauses"));
        if (charter.has("open")) {
            clauses.put("answers", charter.string("open/proposal/proposal"));
        }
        return clauses;
    }

    /** Every clause with its wording, to be changed. */
    private static Map<String, String> asItIs(List<Doc> clauses) {
        Map<String, String> rows = new HashMap<>();
        for (int row = 0; row < clauses.size(); row++) {
            Doc clause = clauses.get(row);
            String at = "changed/" + row;
            rows.put(at + "/clause", clause.string("clause"));
            rows.put(at + "/section", clause.string("section").toUpperCase(Locale.ROOT));
            rows.put(at + "/side", clause.string("side"));
            rows.put(at + "/was-side", clause.string("side"));
            rows.put(at + "/text", clause.letters("text"));
            rows.put(at + "/was", clause.letters("text"));
        }
        rows.put("changed-rows", Integer.toString(clauses.size()));
        return rows;
    }

    private static List<FormView> actions(Visit visit, Ledger ledger, Possible possible, Doc charter) {
        List<FormView> actions = new ArrayList<>();
        if (charter.has("charter")) {
            UUID id = UUID.fromString(charter.string("charter"));
            for (Possible.Operation each : possible.of(id)) {
                Target target = new Target(id, each.part(), null, charter.number("lastSequence"));
                FormView view =
                        FormPages.view(visit, ledger, Forms.of(each.name()), target, asItIs(each.part(), charter));
                boolean answers = each.name().equals("amendCharter") && each.part() != null;
                actions.add(answers ? view.titled(visit.words().text("page.charter.answer-with-changes")) : view);
            }
        }
        if (possible.may("proposeCharter")) {
            FormView whole = FormPages.view(visit, ledger, Forms.of("proposeCharter"), Target.NONE, Map.of());
            actions.add(
                    charter.has("inForce") ? whole.titled(visit.words().text("page.charter.propose-whole")) : whole);
        }
        return actions;
    }

    /** The clauses that a change begins with. */
    private static Map<String, String> asItIs(@Nullable UUID answers, Doc charter) {
        if (answers == null) {
            return asItIs(charter.list("inForce/clauses"));
        }
        Map<String, String> clauses = asItIs(charter.list("open/proposal/clauses"));
        clauses.put("answers", answers.toString());
        return clauses;
    }
}
