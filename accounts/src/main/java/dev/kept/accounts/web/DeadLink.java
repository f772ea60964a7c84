package dev.kept.accounts.web;

import dev.kept.accounts.LinkState;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** The page behind a link that does nothing any more: it says why, and where to get another one. */
class DeadLink {

    private DeadLink() {}

    /** @param message of the bundles, what the way on is called */
    static String page(Model model, HttpServletResponse response, LinkState state, String on, String message) {
        response.setStatus(state instanceof LinkState.Unknown ? HttpStatus.NOT_FOUND.value() : HttpStatus.GONE.value());
        model.addAttribute(
                "why",
                switch (state) {
                    case LinkState.Used _ -> "accounts.link-used";
                    case LinkState.Expired _ -> "accounts.link-expired";
                    case LinkState.Unknown _ -> "accounts.link-unknown";
                    case LinkState.Good _ -> throw new IllegalStateException("the link is good");
                });
        model.addAttribute("on", on);
        model.addAttribute("onWords", message);
        return "accounts/dead-link";
    }
}
