package dev.kept.projections.pages;

import dev.kept.projections.pages.Previews.Candidacy;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where an invitation's link leads. The secret behind the {@code #} never reaches a server by itself: a script moves it into a form,
 * and keeps it in the browser while the person signs up.
 */
@Controller
class InvitationPages {

    private static final String HERE = "/ledgers/{ledger}/invitations/{invitation}";

    private final Previews previews;
    private final PagesSettings settings;

    InvitationPages(Previews previews, PagesSettings settings) {
        this.previews = previews;
        this.settings = settings;
    }

    @GetMapping(HERE)
    String landing(
            Visit visit,
            @PathVariable UUID ledger,
            @PathVariable UUID invitation,
            @RequestParam(required = false) @Nullable String accepted,
            Model model) {
        Candidacy candidacy = visit.signedIn()
                ? previews.candidacy(ledger, invitation, visit.reader().member())
                : null;
        if (candidacy != null && candidacy.state().equals("admitted")) {
            return "redirect:/ledgers/" + ledger + "/review";
        }
        if (candidacy != null || accepted != null) {
            model.addAttribute("candidacy", candidacy);
            model.addAttribute("stepBack", stepBack(ledger, invitation));
            return "pages/candidacy";
        }
        return page(visit, model, fresh(ledger, invitation), ledger, invitation);
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
            Model model) {
        model.addAttribute("preview", previews.of(ledger, invitation, secret));
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
            visit.post(
                    "/api/ledgers/" + ledger + "/invitations/" + invitation + "/acceptance",
                    typed.body(MembershipForms.ACCEPT.fields()),
                    key,
                    null);
            return previews.isMediators(ledger, invitation)
                    ? "redirect:/ledgers/%s/invitations/%s?accepted".formatted(ledger, invitation)
                    : "redirect:/ledgers/" + ledger;
        } catch (Refused refused) {
            if (refused.status() >= 500 || refused.status() == 429) {
                throw refused;
            }
            response.setStatus(refused.status());
            FormView form = fresh(ledger, invitation).refused(typed, key, refused);
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

    private static FormView stepBack(UUID ledger, UUID invitation) {
        return FormView.fresh(
                Forms.of("standDown"),
                "/ledgers/%s/invitations/%s/standing-down".formatted(ledger, invitation),
                null,
                "you",
                "",
                Map.of());
    }

    private static FormView fresh(UUID ledger, UUID invitation) {
        return FormView.fresh(
                MembershipForms.ACCEPT,
                "/ledgers/%s/invitations/%s".formatted(ledger, invitation),
                null,
                "your side",
                "",
                Map.of());
    }

    private String page(Visit visit, Model model, FormView form, UUID ledger, UUID invitation) {
        model.addAttribute("signedIn", visit.signedIn());
        model.addAttribute("signsUp", settings.issuersOrigin().isEmpty());
        model.addAttribute("landing", "/ledgers/%s/invitations/%s".formatted(ledger, invitation));
        model.addAttribute("form", form);
        return "pages/invitation";
    }
}
