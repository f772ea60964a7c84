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
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a mediator reads first, the same for both sides; and each question and finding by itself. */
@Controller
class ReviewPages {

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
        Ledger ledger = visit.ledger(id);
        Doc review = visit.get(id, "/review");
        List<Doc> findings = review.list("findings");
        model.addAttribute("ledger", ledger);
        model.addAttribute("review", review);
        model.addAttribute(
                "disputes",
                review.list("disputes").stream()
                        .map(each -> new DisputeView(each, findingsOn(each, findings), ofDispute(visit, ledger, each)))
                        .toList());
        model.addAttribute("questions", said(visit, ledger, review.list("questions"), "question"));
        model.addAttribute("findings", said(visit, ledger, findings, "finding"));
        model.addAttribute("interests", LedgerPages.all(visit, id, "/interests", null));
        model.addAttribute("times", times(review));
        Map<String, String> titles = Items.titles(visit, id);
        model.addAttribute("titles", titles);
        model.addAttribute("links", links(visit, ledger, titles, review.list("questions"), findings));
        if (!ledger.isParty()) {
            model.addAttribute("asks", FormPages.view(visit, ledger, Forms.of("askQuestion"), Target.NONE, Map.of()));
            model.addAttribute(
                    "finds", FormPages.view(visit, ledger, Forms.of("recordFinding"), Target.NONE, Map.of()));
        }
        model.addAttribute(
                "discloses", FormPages.view(visit, ledger, Forms.of("discloseInterest"), Target.NONE, Map.of()));
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
        Ledger ledger = visit.ledger(id);
        Doc doc = visit.get(id, "/" + kind + "s/" + item);
        model.addAttribute("ledger", ledger);
        model.addAttribute("kind", kind);
        model.addAttribute("said", new SaidView(doc, answers(visit, ledger, doc, kind)));
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

    private static List<SaidView> said(Visit visit, Ledger ledger, List<Doc> docs, String kind) {
        return docs.reversed().stream()
                .map(doc -> new SaidView(doc, answers(visit, ledger, doc, kind)))
                .toList();
    }

    /** What waits for the reader's side, and whether it may still come round. */
    private static List<FormView> answers(Visit visit, Ledger ledger, Doc doc, String kind) {
        if (!ledger.isParty()) {
            return List.of();
        }
        boolean waits = doc.list("waiting").stream()
                .anyMatch(turn -> turn.string("side").equals(ledger.role()));
        List<String> may = new ArrayList<>();
        if (kind.equals("question") && waits) {
            may.add("answerQuestion");
        } else if (kind.equals("finding")) {
            boolean accepted = doc.list("acceptedBy").stream()
                    .anyMatch(side -> ledger.role().equals(side.text("")));
            if (!accepted) {
                may.add("acceptFinding");
            }
            if (waits) {
                may.add("declineFinding");
            }
        }
        Target target = new Target(UUID.fromString(doc.string(kind)), null, null, doc.number("lastSequence"));
        return may.stream()
                .map(operation -> FormPages.view(visit, ledger, Forms.of(operation), target, Map.of()))
                .toList();
    }

    private static List<Doc> findingsOn(Doc dispute, List<Doc> findings) {
        Set<String> on = Set.copyOf(
                dispute.list("findings").stream().map(each -> each.string("")).toList());
        return findings.stream()
                .filter(each -> on.contains(each.string("finding")))
                .toList();
    }

    private static List<FormView> ofDispute(Visit visit, Ledger ledger, Doc dispute) {
        UUID commitment = UUID.fromString(dispute.string("commitment"));
        String occurrence = dispute.text("occurrence");
        if (!ledger.isParty()) {
            Map<String, String> given = new HashMap<>(Map.of("dispute/commitment", commitment.toString()));
            if (occurrence != null) {
                given.put("dispute/occurrence", occurrence);
            }
            // As an item's form its address is its own, and so is what is typed into it.
            return List.of(
                    FormPages.view(visit, ledger, Forms.of(MediationForms.ON_DISPUTE), Target.item(commitment), given));
        }
        if (dispute.has("escalated") || !ledger.mediator().has("mediator")) {
            return List.of();
        }
        Target target = new Target(commitment, null, occurrence == null ? null : Integer.valueOf(occurrence), null);
        return List.of(FormPages.view(visit, ledger, Forms.of("escalateDispute"), target, Map.of()));
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
