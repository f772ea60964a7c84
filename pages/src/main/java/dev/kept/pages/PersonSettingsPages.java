package dev.kept.pages;

import dev.kept.wording.Doc;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One page on which a person sets how Kept reads and writes for them, wherever that is. */
@Controller
class PersonSettingsPages {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ReaderSettings settings;

    PersonSettingsPages(ReaderSettings settings) {
        this.settings = settings;
    }

    @GetMapping(PersonSettingsForm.PAGE)
    String settings(Visit visit, Model model) {
        Doc stands = visit.get(ReaderSettings.API);
        return page(model, view(visit, stands).filled(PersonSettingsForm.filled(stands)));
    }

    private static String page(Model model, FormView form) {
        model.addAttribute("form", form);
        return "pages/person-settings";
    }

    private static FormView view(Visit visit, Doc stands) {
        return FormView.fresh(
                visit.words(),
                PersonSettingsForm.form(stands, visit.words()),
                PersonSettingsForm.PAGE,
                stands.number("version"),
                "",
                visit.when().zone(),
                Map.of());
    }

    /** Everything that a person chose, as the API answers it: a part of what belongs to the person. */
    @GetMapping(PersonSettingsForm.PAGE + ".json")
    ResponseEntity<String> download(Visit visit) {
        ObjectNode all = JSON.createObjectNode();
        all.set("settings", visit.get(ReaderSettings.API).node());
        all.set("reminders", visit.get("/api/reminders/settings").node());
        all.set("calendars", visit.get("/api/calendars").at("items").node());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"kept-settings.json\"")
                .cacheControl(CacheControl.noStore())
                .body(JSON.writeValueAsString(all));
    }

    @PostMapping(PersonSettingsForm.PAGE + "/removal")
    String remove(Visit visit, RedirectAttributes next, HttpServletResponse response) {
        Doc nothing = visit.post(ReaderSettings.API + "/removal", JSON.createObjectNode(), UUID.randomUUID(), null);
        settings.saved(visit.reader().member(), Chosen.of(nothing), visit.request(), response);
        next.addFlashAttribute("removed", true);
        return "redirect:" + PersonSettingsForm.PAGE;
    }

    @PostMapping(PersonSettingsForm.PAGE)
    String save(
            Visit visit,
            @RequestParam UUID key,
            @RequestParam long seen,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Typed typed = new Typed(visit.request().getParameterMap());
        try {
            Doc saved = visit.post(ReaderSettings.API, PersonSettingsForm.body(typed), key, seen);
            settings.saved(visit.reader().member(), Chosen.of(saved), visit.request(), response);
            next.addFlashAttribute("saved", true);
            return "redirect:" + PersonSettingsForm.PAGE;
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            response.setStatus(refused.status());
            return page(model, view(visit, visit.get(ReaderSettings.API)).refused(typed, key, refused));
        }
    }
}
