package dev.kept.accounts.web;

import dev.kept.accounts.PasskeySettings;
import dev.kept.accounts.PasskeySettings.StepResult;
import dev.kept.accounts.PasswordChange;
import dev.kept.accounts.User;
import dev.kept.accounts.passkey.Passkeys;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where somebody with a passkey makes codes to come back by when all passkeys are lost. */
@Page
@RequestMapping("/account/passkeys/recovery-codes")
class RecoveryCodesPage {

    private static final String PASSKEYS = "redirect:/account/passkeys";

    private final PasskeySettings settings;
    private final Passkeys passkeys;
    private final BrowserSession session;

    RecoveryCodesPage(PasskeySettings settings, Passkeys passkeys, BrowserSession session) {
        this.settings = settings;
        this.passkeys = passkeys;
        this.session = session;
    }

    @GetMapping
    String form(Model model) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        return passkeys.count(user.get().id()) == 0 ? PASSKEYS : page(model, user.get(), null, Errors.NONE);
    }

    /** The codes stand on the answer itself and nowhere else. */
    @PostMapping
    String make(
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (settings.newRecoveryCodes(user.get(), current, words.locale())) {
            case StepResult.Done(List<String> codes) -> page(model, user.get(), codes, Errors.NONE);
            case StepResult.NotThere _ -> PASSKEYS;
            case StepResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield page(model, user.get(), null, Errors.of(refused.errors(), words));
            }
            case StepResult.HasToWait(Duration delay) ->
                page(
                        model,
                        user.get(),
                        null,
                        Waiting.refusal(response, delay, PasswordChange.CURRENT, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private String page(Model model, User user, @Nullable List<String> codes, Errors errors) {
        model.addAttribute("codes", codes);
        model.addAttribute("left", settings.recoveryCodes(user));
        model.addAttribute("errors", errors);
        return "accounts/recovery-codes";
    }
}
