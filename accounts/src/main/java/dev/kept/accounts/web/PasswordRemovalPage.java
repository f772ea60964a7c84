package dev.kept.accounts.web;

import dev.kept.accounts.PasskeySettings;
import dev.kept.accounts.PasskeySettings.PasswordNeed;
import dev.kept.accounts.PasskeySettings.StepResult;
import dev.kept.accounts.PasswordChange;
import dev.kept.accounts.User;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
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

/** Takes the password away from who has a passkey and a way to come back. */
@Page
@RequestMapping("/account/password/removal")
class PasswordRemovalPage {

    private static final String PASSKEYS = "redirect:/account/passkeys";

    private final PasskeySettings settings;
    private final BrowserSession session;

    PasswordRemovalPage(PasskeySettings settings, BrowserSession session) {
        this.settings = settings;
        this.session = session;
    }

    @GetMapping
    String form(Model model) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        return settings.passwordNeed(user.get()) == PasswordNeed.NOT_NEEDED ? form(model, Errors.NONE) : PASSKEYS;
    }

    @PostMapping
    String remove(
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        Optional<UUID> here = session.id();
        if (user.isEmpty() || here.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (settings.removePassword(user.get(), here.get(), current, words.locale())) {
            case StepResult.Done _ -> {
                next.addFlashAttribute("done", "accounts.password-removed");
                yield PASSKEYS;
            }
            case StepResult.NotThere _ -> PASSKEYS;
            case StepResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, Errors.of(refused.errors(), words));
            }
            case StepResult.HasToWait(Duration delay) ->
                form(
                        model,
                        Waiting.refusal(response, delay, PasswordChange.CURRENT, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private static String form(Model model, Errors errors) {
        model.addAttribute("errors", errors);
        return "accounts/password-removal";
    }
}
