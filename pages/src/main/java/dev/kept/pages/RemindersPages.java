package dev.kept.pages;

import dev.kept.wording.Doc;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the reader is reminded of, and how: the list, what is put off, the settings, the address. */
@Controller
class RemindersPages {

    private static final String HERE = "redirect:/reminders";
    private static final String API = "/api/reminders";
    private static final JsonMapper JSON = JsonMapper.shared();

    @GetMapping("/reminders")
    String reminders(Visit visit, Model model) {
        return page(visit, model, visit.get(API + "/settings"));
    }

    private static String page(Visit visit, Model model, Doc settings) {
        model.addAttribute("reminders", visit.across(API));
        model.addAttribute("settings", settings);
        if (!model.containsAttribute("address")) {
            model.addAttribute(
                    "address", settings.has("unconfirmed") ? settings.string("unconfirmed") : emailOfSignIn());
        }
        return "pages/reminders";
    }

    /** As the provider names it, where it does; the person may name another. */
    private static String emailOfSignIn() {
        return SecurityContextHolder.getContext().getAuthentication() != null
                        && SecurityContextHolder.getContext()
                                        .getAuthentication()
                                        .getPrincipal()
                                instanceof OidcUser person
                        && person.getEmail() != null
                ? person.getEmail()
                : "";
    }

    @PostMapping("/reminders/{cause}/snooze")
    String snooze(
            Visit visit,
            @PathVariable UUID cause,
            @RequestParam(name = "for") String duration,
            RedirectAttributes next) {
        return put(
                visit,
                "/" + cause + "/snooze",
                JSON.createObjectNode().put("for", duration),
                next,
                visit.words().text("page.reminders.put-off"));
    }

    @PostMapping("/reminders/{cause}/dismissal")
    String dismiss(Visit visit, @PathVariable UUID cause, RedirectAttributes next) {
        return put(
                visit,
                "/" + cause + "/dismissal",
                JSON.createObjectNode(),
                next,
                visit.words().text("page.reminders.dismissed"));
    }

    /** Somebody may have acted meanwhile: then there is nothing left to put off, and nothing wrong. */
    private static String put(Visit visit, String path, ObjectNode body, RedirectAttributes next, String done) {
        try {
            visit.post(API + path, body, UUID.randomUUID(), null);
            next.addFlashAttribute("done", done);
        } catch (Refused refused) {
            if (!refused.code().equals("reminder-not-found")) {
                throw refused;
            }
            next.addFlashAttribute("done", visit.words().text("page.reminders.seen-to"));
        }
        return HERE;
    }

    @GetMapping("/reminders/settings")
    String settings(Visit visit, Model model) {
        Doc settings = visit.get(API + "/settings");
        List<Doc> ledgers = ledgers(visit);
        model.addAttribute(
                "form", view(visit, ledgers, settings.number("version")).filled(ReminderForm.filled(settings)));
        return "pages/reminder-settings";
    }

    /** Where the settings name a zone, that one counts, and what was said of reminders before stays for when they name none again. */
    private static String zoneOfBrowser(Visit visit) {
        return visit.chosen().zone() == null ? visit.when().zone() : "";
    }

    @PostMapping("/reminders/settings")
    String save(
            Visit visit,
            @RequestParam UUID key,
            @RequestParam long seen,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        List<Doc> ledgers = ledgers(visit);
        Typed typed = new Typed(visit.request().getParameterMap());
        try {
            visit.post(API + "/settings", ReminderForm.body(typed, ledgers, zoneOfBrowser(visit)), key, seen);
            next.addFlashAttribute("done", visit.words().text("page.reminders.saved"));
            return HERE;
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            response.setStatus(refused.status());
            long known = refused.status() == 412 ? visit.get(API + "/settings").number("version") : seen;
            model.addAttribute("form", view(visit, ledgers, known).refused(typed, key, refused));
            return "pages/reminder-settings";
        }
    }

    private static FormView view(Visit visit, List<Doc> ledgers, long seen) {
        return FormView.fresh(
                visit.words(),
                ReminderForm.form(ledgers, visit.words()),
                "/reminders/settings",
                seen,
                "",
                visit.when().zone(),
                Map.of());
    }

    private static List<Doc> ledgers(Visit visit) {
        return visit.across("/api/overview").list("ledgers");
    }

    @PostMapping("/reminders/address")
    String address(
            Visit visit,
            @RequestParam String address,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        ObjectNode body = JSON.createObjectNode()
                .put("address", address.strip())
                .put("zone", visit.when().zone());
        try {
            visit.post(API + "/address", body, UUID.randomUUID(), null);
            next.addFlashAttribute("done", visit.words().text("page.reminders.mail-sent"));
            return HERE;
        } catch (Refused refused) {
            boolean tellable = refused.status() == 429 || refused.status() == 503;
            if (!tellable) {
                FormPages.requireTellable(refused);
            }
            response.setStatus(refused.status());
            model.addAttribute("addressError", refused.first(visit.words()));
            model.addAttribute("address", address);
            return page(visit, model, visit.get(API + "/settings"));
        }
    }

    @PostMapping("/reminders/address/removal")
    String removeAddress(Visit visit, RedirectAttributes next) {
        visit.post(API + "/address/removal", JSON.createObjectNode(), UUID.randomUUID(), null);
        next.addFlashAttribute("done", visit.words().text("page.reminders.address-forgotten"));
        return HERE;
    }

    /** Opening the link confirms nothing: programs open links to look at them. */
    @GetMapping("/reminders/confirm")
    String confirm(
            Visit visit, @RequestParam(defaultValue = "") String secret, Model model, HttpServletResponse response) {
        visit.reader();
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("secret", secret);
        return "pages/reminder-address";
    }

    @PostMapping("/reminders/confirm")
    String confirmed(
            Visit visit,
            @RequestParam String secret,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        try {
            visit.post(
                    API + "/address/confirmation",
                    JSON.createObjectNode().put("secret", secret.strip()),
                    UUID.randomUUID(),
                    null);
            next.addFlashAttribute("done", visit.words().text("page.reminders.address-confirmed"));
            return HERE;
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            response.setStatus(refused.status());
            model.addAttribute("problem", refused.sentence(visit.words()));
            return "pages/reminder-address";
        }
    }
}
