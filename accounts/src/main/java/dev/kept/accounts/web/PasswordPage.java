package dev.kept.accounts.web;

import dev.kept.accounts.PasswordChange;
import dev.kept.accounts.PasswordChange.ChangeResult;
import dev.kept.accounts.User;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Another password for who is signed in. */
@Page
@RequestMapping("/account/password")
class PasswordPage {

    private final PasswordChange change;
    private final BrowserSession session;

    PasswordPage(PasswordChange change, BrowserSession session) {
        this.change = change;
        this.session = session;
    }

    @GetMapping
    String form(Model model) {
        return form(model, Errors.NONE);
    }

    @PostMapping
    String change(
            @RequestParam(required = false) @Nullable String current,
            @RequestParam(required = false) @Nullable String password,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        Optional<UUID> id = session.id();
        if (user.isEmpty() || id.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (change.change(user.get(), id.get(), current, password, words.locale())) {
            case ChangeResult.Changed _ -> {
                next.addFlashAttribute("done", "accounts.password-changed");
                yield AccountPage.AGAIN;
            }
            case ChangeResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, Errors.of(refused.errors(), words));
            }
            case ChangeResult.HasToWait(var delay) ->
                form(
                        model,
                        Waiting.refusal(response, delay, PasswordChange.CURRENT, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private static String form(Model model, Errors errors) {
        model.addAttribute("errors", errors);
        return "accounts/password";
    }
}
