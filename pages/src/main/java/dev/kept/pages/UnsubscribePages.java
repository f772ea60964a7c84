package dev.kept.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the link in each mail leads, for whoever has the mail: nobody signs in to be left alone. A program of the mailbox may post to
 * it (RFC 8058); opening it changes nothing, because programs open links to look at them.
 */
@Controller
class UnsubscribePages {

    private static final String VIEW = "pages/unsubscribe";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Api api;

    UnsubscribePages(Api api) {
        this.api = api;
    }

    @GetMapping("/reminders/unsubscribe")
    String ask(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        boolean known = isTaken("/api/unsubscription-lookups", token);
        model.addAttribute("token", token);
        return shown(known ? "asked" : "unknown", model, response);
    }

    @PostMapping("/reminders/unsubscribe")
    String unsubscribe(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        boolean done = isTaken("/api/unsubscriptions", token);
        return shown(done ? "done" : "unknown", model, response);
    }

    /** Whether the API knows the token. */
    private boolean isTaken(String path, String token) {
        ObjectNode body = JSON.createObjectNode().put("token", token);
        try {
            api.open(path, body);
            return true;
        } catch (Refused refused) {
            if (refused.isNothingThere()) {
                return false;
            }
            throw refused;
        }
    }

    private static String shown(String state, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        // The address holds a secret, and the page links to others.
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("state", state);
        if (state.equals("unknown")) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        return VIEW;
    }
}
