package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leaves all ledgers, as one does before an account is closed: in each, the name goes if the person says so, and an entry says that the
 * person left. These are the person's own commands, one after the other; what was refused is told and can be tried again.
 */
@Controller
class LeavingPages {

    /** What the entries are about by which a person came into a ledger. */
    private static final List<String> JOINING = List.of("ledger", "party", "member", "mediator");

    /** Where such an entry holds the person's name. */
    private static final String NAME = "memberName";

    private static final String NOT_KNOWN = "page.leaving.not-known";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PagesSettings settings;

    LeavingPages(PagesSettings settings) {
        this.settings = settings;
    }

    /**
     * A ledger that the person is in.
     *
     * @param mediation in which the person mediates; null for a member of a side
     */
    public record Left(Ledger ledger, @Nullable UUID mediation) {}

    /** A ledger that could not be left, and why. */
    public record Kept(@Nullable String title, String reason) {}

    @GetMapping("/me/leaving")
    String leaving(Visit visit, Model model) {
        model.addAttribute("ledgers", ledgers(visit));
        model.addAttribute("key", UUID.randomUUID());
        // Only Kept's own accounts are known to have a page where they are closed.
        model.addAttribute("ownAccounts", settings.issuersOrigin().isEmpty());
        return "pages/leaving";
    }

    @PostMapping("/me/leaving")
    String leave(
            Visit visit,
            @RequestParam UUID key,
            @RequestParam(required = false) @Nullable String erase,
            Model model,
            HttpServletResponse response) {
        List<Kept> kept = new ArrayList<>();
        for (Left each : ledgers(visit)) {
            String why = leave(visit, each, erase != null, key);
            if (why != null) {
                kept.add(new Kept(each.ledger().title(), why));
            }
        }
        if (!kept.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            model.addAttribute("kept", kept);
            return leaving(visit, model);
        }
        visit.post("/api/reminders/address/removal", JSON.createObjectNode(), derived(key, "reminders"), null);
        return "redirect:/me/leaving";
    }

    private static List<Left> ledgers(Visit visit) {
        String member = visit.reader().member().toString();
        return visit.across("/api/overview").list("ledgers").stream()
                .map(each -> visit.ledger(UUID.fromString(each.string("ledger"))))
                .map(ledger -> new Left(ledger, mediation(ledger, member)))
                .toList();
    }

    private static @Nullable UUID mediation(Ledger ledger, String member) {
        return ledger.mediators().stream()
                .filter(each -> each.string("person/member").equals(member) && !each.has("until"))
                .map(each -> UUID.fromString(each.string("mediator")))
                .findFirst()
                .orElse(null);
    }

    /** @return why it was not left, in the reader's language; null when it was */
    private static @Nullable String leave(Visit visit, Left left, boolean erase, UUID key) {
        try {
            String why = erase ? eraseName(visit, left, key) : null;
            if (why == null) {
                String path = left.mediation() == null
                        ? "/members/" + visit.reader().member() + "/removal"
                        : "/mediators/" + left.mediation() + "/standing-down";
                post(visit, left.ledger(), path, JSON.createObjectNode(), key);
            }
            return why;
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            return refused.sentence(visit.words());
        }
    }

    /**
     * Erases the name where the person can leave then: nobody is to stay without one. Where that cannot be found out, nobody leaves yet, for
     * afterwards the name can be erased by its person no more.
     *
     * @return why the ledger is not to be left, in the reader's language; null when it is
     */
    private static @Nullable String eraseName(Visit visit, Left left, UUID key) {
        UUID ledger = left.ledger().id();
        UUID mediation = left.mediation();
        UUID item = mediation == null ? visit.reader().member() : mediation;
        Form leaving = Forms.of(mediation == null ? "removeMember" : "standDown");
        Possible may = Possible.of(visit, ledger, leaving, item);
        String why = may.isKnown()
                ? may.whyNot(leaving, FormPages.Target.item(item), visit.words())
                : visit.words().text(NOT_KNOWN);
        if (why != null) {
            return why;
        }
        for (String kind : JOINING) {
            String own = "/entries?kind=" + kind + "&member=" + visit.reader().member();
            for (Doc entry : LedgerPages.all(visit, ledger, own, null)) {
                long sequence = entry.number("sequence");
                Possible possible = Possible.erasing(visit, ledger, sequence);
                if (!possible.isKnown()) {
                    return visit.words().text(NOT_KNOWN);
                }
                Possible.Operation erasing = possible.erasing();
                if (erasing != null && erasing.choices("fields").contains(NAME)) {
                    ObjectNode body = JSON.createObjectNode();
                    body.putArray("fields").add(NAME);
                    post(visit, left.ledger(), "/entries/" + sequence + "/erasure", body, key);
                }
            }
        }
        return null;
    }

    private static void post(Visit visit, Ledger ledger, String path, ObjectNode body, UUID key) {
        String whole = "/api/ledgers/" + ledger.id() + path;
        visit.post(whole, body, derived(key, whole), null);
    }

    /** What is sent twice is recorded once: each command has a key that follows from the form's. */
    private static UUID derived(UUID key, String path) {
        return UUID.nameUUIDFromBytes((key + path).getBytes(StandardCharsets.UTF_8));
    }
}
