package dev.kept.pages;

import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a mediator reads first, the same for both sides; and each question and finding by itself. */
@Controller
class ReviewPages {

    private static final String[] KINDS = {"question", "finding", "interest"};

    /**
     * A dispute.
     *
     * @param findings on it, in order
     * @param actions what the reader may do about it from here
     */
    public record DisputeView(Doc doc, List<Doc> findings, List<FormView> actions) {}

    /** A question or a finding. */
    public record SaidView(Doc doc, List<FormView> actions) {}

    /** How long each side took to answer: a median in words and how many answers it is of. */
    public record TimesRow(String what, Doc a, Doc b) {}

    @GetMapping("/ledgers/{id}/review")
    String review(Visit visit, @PathVariable UUID id, Model model) {
        CompletableFuture<Possible> asked = Possible.meanwhile(() -> Possible.ofKinds(visit, id, KINDS));
        Ledger ledger = visit.ledger(id);
        Doc review = visit.get(id, "/review");
        List<Doc> findings = review.list("findings");
        Possible ofDisputes = Possible.about(visit, id, disputed(review));
        Possible possible = Possible.answer(asked);
        model.addAttribute("ledger", ledger);
        model.addAttribute("review", review);
        model.addAttribute(
                "disputes",
                review.list("disputes").stream()
                        .map(each -> new DisputeView(
                                each, findingsOn(each, findings), ofDispute(visit, ledger, possible, ofDisputes, each)))
                        .toList());
        model.addAttribute("questions", said(visit, ledger, possible, review.list("questions"), "question"));
        model.addAttribute("findings", said(visit, ledger, possible, findings, "finding"));
        model.addAttribute("interests", LedgerPages.all(visit, id, "/interests", null));
        model.addAttribute("times", times(review));
        Map<String, String> titles = Items.titles(visit, id);
        model.addAttribute("titles", titles);
        model.addAttribute("links", links(visit, ledger, titles, review.list("questions"), findings));
        for (String operation : List.of("askQuestion", "recordFinding", "discloseInterest")) {
            if (possible.may(operation)) {
                model.addAttribute(
                        operation, FormPages.view(visit, ledger, Forms.of(operation), Target.NONE, Map.of()));
            }
        }
        return "pages/review";
    }

    @GetMapping("/ledgers/{id}/questions/{question}")
    String question(Visit visit, @PathVariable UUID id, @PathVariable UUID question, Model model) {
        return one(visit, id, "question", question, model);
    }

    @GetMapping("/ledgers/{id}/findings/{finding}")
    String finding(Visit visit, @PathVariable UUID id, @PathVariable UUID finding, Model model) {
        return one(visit, id, "finding", finding, model);
    }

    @GetMapping({"/ledgers/{id}/questions", "/ledgers/{id}/findings", "/ledgers/{id}/interests"})
    String lists(@PathVariable UUID id) {
        return "redirect:/ledgers/" + id + "/review";
    }

    @GetMapping("/ledgers/{id}/interests/{interest}")
    String interest(Visit visit, @PathVariable UUID id, @PathVariable UUID interest) {
        return "redirect:/ledgers/" + id + "/entries/"
                + visit.get(id, "/interests/" + interest).number("disclosed/entry");
    }

    private static String one(Visit visit, UUID id, String kind, UUID item, Model model) {
        CompletableFuture<Possible> possible = Possible.meanwhile(() -> Possible.about(visit, id, item));
        Ledger ledger = visit.ledger(id);
        Doc doc = visit.get(id, "/" + kind + "s/" + item);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute("said", new SaidView(doc, answers(visit, ledger, Possible.answer(possible), doc, kind)));
        Map<String, String> titles = Items.titles(visit, id);
        model.addAttribute("titles", titles);
        model.addAttribute("links", links(visit, ledger, titles, List.of(doc), List.of()));
        model.addAttribute("history", CommitmentPages.history(visit, id, item));
        return "pages/said";
    }

    /** What they are about besides commitments; nothing is read when they are about nothing else. */
    private static Map<String, Items.Link> links(
            Visit visit, Ledger ledger, Map<String, String> titles, List<Doc> some, List<Doc> others) {
        boolean known = Stream.concat(some.stream(), others.stream())
                .flatMap(each -> each.list("about").stream())
                .allMatch(id -> titles.containsKey(id.string("")));
        return known ? Map.of() : Items.links(visit, ledger);
    }

    private static List<SaidView> said(Visit visit, Ledger ledger, Possible possible, List<Doc> docs, String kind) {
        return docs.reversed().stream()
                .map(doc -> new SaidView(doc, answers(visit, ledger, possible, doc, kind)))
                .toList();
    }

    private static List<FormView> answers(Visit visit, Ledger ledger, Possible possible, Doc doc, String kind) {
        UUID item = UUID.fromString(doc.string(kind));
        Target target = new Target(item, null, null, doc.number("lastSequence"));
        return possible.of(item).stream()
                .map(each -> FormPages.view(visit, ledger, Forms.of(each.name()), target, Map.of()))
                .toList();
    }

    private static List<UUID> disputed(Doc review) {
        return review.list("disputes").stream()
                .map(each -> UUID.fromString(each.string("commitment")))
                .toList();
    }

    private static List<Doc> findingsOn(Doc dispute, List<Doc> findings) {
        Set<String> on = Set.copyOf(
                dispute.list("findings").stream().map(each -> each.string("")).toList());
        return findings.stream()
                .filter(each -> on.contains(each.string("finding")))
                .toList();
    }

    private static List<FormView> ofDispute(
            Visit visit, Ledger ledger, Possible possible, Possible ofDisputes, Doc dispute) {
        UUID commitment = UUID.fromString(dispute.string("commitment"));
        String text = dispute.text("occurrence");
        Integer occurrence = text == null ? null : Integer.valueOf(text);
        List<FormView> actions = new ArrayList<>();
        if (possible.may(MediationForms.ON_DISPUTE)) {
            Map<String, String> given = new HashMap<>(Map.of("dispute/commitment", commitment.toString()));
            if (text != null) {
                given.put("dispute/occurrence", text);
            }
            // As an item's form its address is its own, and so is what is typed into it.
            actions.add(
                    FormPages.view(visit, ledger, Forms.of(MediationForms.ON_DISPUTE), Target.item(commitment), given));
        }
        ofDisputes.of(commitment).stream()
                .filter(each ->
                        each.name().equals("escalateDispute") && (occurrence == null || each.isAbout(occurrence)))
                .map(each -> FormPages.view(
                        visit, ledger, Forms.of(each.name()), new Target(commitment, null, occurrence, null), Map.of()))
                .forEach(actions::add);
        return actions;
    }

    private static List<TimesRow> times(Doc review) {
        List<TimesRow> rows = new ArrayList<>();
        for (Doc kind : review.list("responseTimes/byKind")) {
            if (kind.number("A/n") + kind.number("B/n") > 0) {
                rows.add(new TimesRow(kind.string("what"), kind.at("A"), kind.at("B")));
            }
        }
        if (!rows.isEmpty()) {
            rows.add(new TimesRow("all", review.at("responseTimes/A"), review.at("responseTimes/B")));
        }
        return rows;
    }
}
