package dev.kept.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Where somebody who was handed the link to a draft becomes its second reader. */
@Controller
class DraftReadingPages {

    private static final String HERE = "/drafts/{draft}/reading";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Where a link to read a draft leads; its secret stands behind the {@code #}, as an invitation's. */
    @GetMapping(HERE)
    String landing(Visit visit, @PathVariable UUID draft, Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("key", UUID.randomUUID());
        return "pages/draft-reading";
    }

    /** Only for whoever is signed in: on the way here people sign in or up. */
    @GetMapping(HERE + "/join")
    String join(@PathVariable UUID draft) {
        return "redirect:/drafts/" + draft + "/reading";
    }

    @PostMapping(HERE)
    String read(
            Visit visit,
            @PathVariable UUID draft,
            @RequestParam UUID key,
            @RequestParam(defaultValue = "") String secret,
            Model model,
            HttpServletResponse response) {
        try {
            visit.post(
                    "/api/drafts/" + draft + "/reading", JSON.createObjectNode().put("secret", secret), key, null);
            return "redirect:/drafts/" + draft;
        } catch (Refused refused) {
            if (refused.status() >= 500 || refused.status() == 429) {
                throw refused;
            }
            response.setStatus(refused.status());
            model.addAttribute("refused", true);
            return landing(visit, draft, model);
        }
    }
}
