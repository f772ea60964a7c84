package dev.kept.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Sends the browser to end its session at the provider too, by a form: an address with the ID token in it would stand in the address
 * bar, in histories and in logs.
 */
@Controller
class SignOutPages {

    /** Only forwarded to, once the session here has ended. */
    static final String PATH = "/pages/signed-out";

    static final String END_SESSION = "kept.pages.end-session";
    static final String ID_TOKEN = "kept.pages.id-token";

    private final PagesSettings settings;

    SignOutPages(PagesSettings settings) {
        this.settings = settings;
    }

    @PostMapping(PATH)
    String show(HttpServletRequest request, HttpServletResponse response, Model model) {
        Object endSession = request.getAttribute(END_SESSION);
        Object idToken = request.getAttribute(ID_TOKEN);
        if (endSession == null || idToken == null) {
            return "redirect:/?signed-out";
        }
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("endSession", endSession);
        model.addAttribute("idToken", idToken);
        model.addAttribute("backTo", settings.publicUrl() == null ? null : settings.publicUrl() + "/");
        return "pages/sign-out";
    }
}
