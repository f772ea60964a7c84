package dev.kept.pages;

import dev.kept.http.browser.HostCookie;
import dev.kept.wording.Doc;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where an invitation's link leads. The secret behind the {@code #} never reaches a server by itself: a script moves it into a form,
 * and keeps it in the browser while the person signs up.
 */
@Controller
class InvitationPages {

    private static final String HERE = "/ledgers/{ledger}/invitations/{invitation}";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration TIME_TO_SIGN_UP = Duration.ofHours(1);

    private final PagesSettings settings;
    private final HostCookie invited;

    InvitationPages(PagesSettings settings) {
        this.settings = settings;
        this.invited = HostCookie.named(HostCookie.INVITATION, settings.servedByTls());
    }

    /** Whether the provider is Kept's own accounts. */
    private boolean signsUp() {
        return settings.issuersOrigin().isEmpty();
    }

    @GetMapping(HERE)
    String landing(
            Visit visit,
            @PathVariable UUID ledger,
            @PathVariable UUID invitation,
            @RequestParam(required = false) @Nullable String accepted,
            Model model) {
        Doc candidacy = visit.signedIn() ? candidacy(visit, ledger, invitation) : null;
        if (candidacy != null && candidacy.string("state").equals("admitted")) {
            return "redirect:/ledgers/" + ledger + "/review";
        }
        if (candidacy != null || accepted != null) {
            model.addAttribute("candidacy", candidacy);
            model.addAttribute("stepBack", stepBack(visit, ledger, invitation));
            return "pages/candidacy";
        }
        return page(visit, model, fresh(visit, ledger, invitation), ledger, invitation);
    }

    /** Only for whoever is signed in: on the way here people sign in or up. */
    @GetMapping(HERE + "/join")
    String join(@PathVariable UUID ledger, @PathVariable UUID invitation) {
        return "redirect:/ledgers/%s/invitations/%s".formatted(ledger, invitation);
    }

    /** Who invites to what, for whoever brings the secret; a part of the landing page. */
    @PostMapping(HERE + "/preview")
    String preview(
            Visit visit,
            @PathVariable UUID ledger,
            @PathVariable UUID invitation,
            @RequestParam(defaultValue = "") String secret,
            Model model,
            HttpServletResponse response) {
        Doc preview = preview(visit, ledger, invitation, secret);
        if (preview != null && preview.flag("open") && !visit.signedIn() && signsUp()) {
            // Where only invited people make accounts, the secret is the proof; it stays out of addresses, which are
            // logged.
            invited.set(
                    response,
                    "/ledgers/%s/invitations/%s#%s".formatted(ledger, invitation, secret.strip()),
                    TIME_TO_SIGN_UP);
        }
        model.addAttribute("preview", preview);
        return "pages/invitation :: preview";
    }

    @PostMapping(HERE)
    String accept(
            Visit visit,
            @PathVariable UUID ledger,
            @PathVariable UUID invitation,
            @RequestParam UUID key,
            Model model,
            HttpServletResponse response) {
        Typed typed = new Typed(visit.request().getParameterMap());
        try {
            Doc recorded = visit.post(
                    "/api/ledgers/" + ledger + "/invitations/" + invitation + "/acceptance",
                    typed.body(MembershipForms.ACCEPT.fields()),
                    key,
                    null);
            return isMediators(recorded)
                    ? "redirect:/ledgers/%s/invitations/%s?accepted".formatted(ledger, invitation)
                    : "redirect:/ledgers/" + ledger;
        } catch (Refused refused) {
            if (refused.status() >= 500 || refused.status() == 429) {
                throw refused;
            }
            response.setStatus(refused.status());
            FormView form = fresh(visit, ledger, invitation).refused(typed, key, refused);
            return page(visit, model, form, ledger, invitation);
        }
    }

    /** A candidate steps back before being admitted. */
    @PostMapping(HERE + "/standing-down")
    String standDown(Visit visit, @PathVariable UUID ledger, @PathVariable UUID invitation, @RequestParam UUID key) {
        Typed typed = new Typed(visit.request().getParameterMap());
        visit.post(
                "/api/ledgers/" + ledger + "/mediators/" + invitation + "/standing-down",
                typed.body(Forms.of("standDown").fields()),
                key,
                null);
        return "redirect:/?stepped-back";
    }

    /** Null for anybody but the candidate. */
    private static @Nullable Doc candidacy(Visit visit, UUID ledger, UUID invitation) {
        return ifThere(() -> visit.get("/api/candidacies/" + invitation + "?ledger=" + ledger));
    }

    /** Null when there is no such invitation, or the secret is another one. */
    private static @Nullable Doc preview(Visit visit, UUID ledger, UUID invitation, String secret) {
        ObjectNode asked = JSON.createObjectNode()
                .put("ledger", ledger.toString())
                .put("invitation", invitation.toString())
                .put("secret", secret.strip());
        return ifThere(() -> visit.open("/api/invitation-previews", asked));
    }

    private static @Nullable Doc ifThere(Supplier<Doc> asked) {
        try {
            return asked.get();
        } catch (Refused refused) {
            if (refused.isNothingThere()) {
                return null;
            }
            throw refused;
        }
    }

    /** Whoever accepts as a mediator does not see the ledger yet. */
    private static boolean isMediators(Doc recorded) {
        return recorded.list("entries").stream()
                .anyMatch(entry -> entry.string("type").startsWith("dev.kept.mediator."));
    }

    private static FormView stepBack(Visit visit, UUID ledger, UUID invitation) {
        return FormView.fresh(
                visit.words(),
                Forms.of("standDown"),
                "/ledgers/%s/invitations/%s/standing-down".formatted(ledger, invitation),
                null,
                visit.words().text("page.form.you"),
                "",
                Map.of());
    }

    private static FormView fresh(Visit visit, UUID ledger, UUID invitation) {
        return FormView.fresh(
                visit.words(),
                MembershipForms.ACCEPT,
                "/ledgers/%s/invitations/%s".formatted(ledger, invitation),
                null,
                visit.words().text("page.form.your-side"),
                "",
                Map.of());
    }

    private String page(Visit visit, Model model, FormView form, UUID ledger, UUID invitation) {
        model.addAttribute("signedIn", visit.signedIn());
        model.addAttribute("signsUp", signsUp());
        model.addAttribute("landing", "/ledgers/%s/invitations/%s".formatted(ledger, invitation));
        model.addAttribute("form", form);
        return "pages/invitation";
    }
}
