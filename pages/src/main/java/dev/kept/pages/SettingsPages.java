package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who belongs to a ledger, who has read what, what was erased, whether it is open, and what can be taken along. */
@Controller
class SettingsPages {

    private static final String[] KINDS = {"ledger", "member", "invitation", "mediation", "erasure"};

    /** Those about the ledger being open or closed. */
    private static final List<String> CLOSING =
            List.of("closeLedger", "declineClosing", "reopenLedger", "declineReopening");

    /** The end of an invitation's link: which it is, and its secret. */
    private static final Pattern INVITATION = Pattern.compile("/invitations/([0-9a-f-]{36})#([^#]+)$");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A mediator or an erasure, with what the reader may do about it. */
    public record Answerable(Doc doc, List<FormView> actions) {}

    @GetMapping("/ledgers/{id}/settings")
    String settings(Visit visit, @PathVariable UUID id, Model model) {
        CompletableFuture<Possible> asked = Possible.meanwhile(() -> Possible.ofKinds(visit, id, KINDS));
        Ledger ledger = visit.ledger(id);
        List<Doc> erasures = LedgerPages.all(visit, id, "/erasures", null);
        Possible possible = Possible.answer(asked);
        model.addAttribute("ledger", ledger);
        model.addAttribute("possible", possible);
        // Whoever can be invited belongs to one's own side, and is invited there.
        model.addAttribute("own", ledger.role());
        model.addAttribute("me", visit.reader().member().toString());
        model.addAttribute(
                "mediations",
                ledger.mediators().stream()
                        .map(each -> answerable(visit, ledger, possible, each, each.string("mediator")))
                        .toList());
        List<FormView> closing = ofClosure(visit, ledger, possible);
        model.addAttribute("closing", closing);
        if (closing.isEmpty() && ledger.isParty()) {
            Form close = Forms.of("closeLedger");
            model.addAttribute(
                    "notClosing", Possible.of(visit, id, close, null).whyNot(close, Target.NONE, visit.words()));
        }
        model.addAttribute(
                "erasures",
                erasures.stream()
                        .map(each -> answerable(visit, ledger, possible, each, each.string("erasure")))
                        .toList());
        model.addAttribute("readings", SeenPages.readings(visit, ledger));
        for (String operation : List.of("inviteParty", "inviteMember", "proposeMediator")) {
            if (possible.may(operation)) {
                model.addAttribute(operation, form(visit, ledger, operation, Target.NONE));
            }
        }
        if (model.containsAttribute("link")) {
            model.addAttribute("mail", mail(visit));
            model.addAttribute("mailKey", UUID.randomUUID());
            model.addAttribute("languages", BrowserLanguage.ALL);
            model.addAttribute("ownLanguage", visit.words().messages().locale().getLanguage());
        }
        return "pages/settings";
    }

    /** Has the invitation that was just made sent to an address. The link stands on the page until it is left. */
    @PostMapping("/ledgers/{id}/settings/invitation-mails")
    String mail(
            Visit visit,
            @PathVariable UUID id,
            @RequestParam UUID key,
            @RequestParam(defaultValue = "") String link,
            @RequestParam(defaultValue = "") String address,
            @RequestParam(defaultValue = "") String language,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Matcher invitation = INVITATION.matcher(link);
        if (!invitation.find()) {
            throw Problem.notFound();
        }
        ObjectNode body = JSON.createObjectNode()
                .put("address", address.strip())
                .put("secret", invitation.group(2))
                .put("language", language);
        try {
            visit.post("/api/ledgers/" + id + "/invitations/" + invitation.group(1) + "/mails", body, key, null);
            next.addFlashAttribute("link", link);
            next.addFlashAttribute("mailed", true);
            return "redirect:/ledgers/" + id + "/settings";
        } catch (Refused refused) {
            boolean told = refused.status() == TOO_MANY_REQUESTS || FormPages.isTellable(refused);
            response.setStatus(told ? refused.status() : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            model.addAttribute("mailError", told ? refused.first(visit.words()) : notNow(visit));
        } catch (Problem away) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            model.addAttribute("mailError", notNow(visit));
        }
        // Whatever happened: the link is shown nowhere else.
        model.addAttribute("link", link);
        model.addAttribute("mailTo", address);
        return settings(visit, id, model);
    }

    private static String notNow(Visit visit) {
        return visit.words().text("page.settings.mail.not-now");
    }

    /** Whether mail can be sent for the reader; null when that cannot be asked now: the link is there all the same. */
    private static @Nullable String mail(Visit visit) {
        try {
            return visit.get("/api/reminders/settings").string("mail");
        } catch (Refused | Problem away) {
            return null;
        }
    }

    private static FormView form(Visit visit, Ledger ledger, String operation, Target target) {
        return FormPages.view(visit, ledger, Forms.of(operation), target, Map.of());
    }

    private static Answerable answerable(Visit visit, Ledger ledger, Possible possible, Doc doc, String item) {
        UUID id = UUID.fromString(item);
        return new Answerable(
                doc,
                possible.of(id).stream()
                        .map(each -> form(visit, ledger, inWords(each.name(), ledger, doc), Target.item(id)))
                        .toList());
    }

    private static List<FormView> ofClosure(Visit visit, Ledger ledger, Possible possible) {
        return CLOSING.stream()
                .filter(possible::may)
                .map(operation -> form(
                        visit, ledger, inWords(operation, ledger, ledger.doc().at("closure")), Target.NONE))
                .toList();
    }

    /** What one does to an open proposal is called by whose it is: the same operation agrees, proposes, declines or takes back. */
    private static String inWords(String operation, Ledger ledger, Doc proposal) {
        String turn = proposal.text("turn");
        boolean mine = ledger.role().equals(turn);
        return switch (operation) {
            case "closeLedger" -> turn == null ? operation : "agreeToClose";
            case "reopenLedger" -> turn == null ? operation : "agreeToReopen";
            case "declineClosing" -> mine ? operation : "takeBackClosing";
            case "declineReopening" -> mine ? operation : "takeBackReopening";
            case "declineErasure" -> mine ? operation : "takeBackErasure";
            default -> operation;
        };
    }
}
