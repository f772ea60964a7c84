package dev.kept.accounts.web;

import dev.kept.accounts.PasswordChange;
import dev.kept.accounts.SecondFactorSettings;
import dev.kept.accounts.SecondFactorSettings.StepResult;
import dev.kept.accounts.User;
import dev.kept.accounts.factor.SecondFactor;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Codes after the password: set up, renewed and taken away. */
@Page
@RequestMapping("/account/second-factor")
class SecondFactorPage {

    private static final String VIEW = "accounts/second-factor";
    private static final String HERE = "redirect:/account/second-factor";

    private final SecondFactorSettings settings;
    private final SecondFactor factor;
    private final BrowserSession session;
    private final AccountsSettings accounts;

    SecondFactorPage(
            SecondFactorSettings settings, SecondFactor factor, BrowserSession session, AccountsSettings accounts) {
        this.settings = settings;
        this.factor = factor;
        this.session = session;
        this.accounts = accounts;
    }

    @GetMapping
    String show(Model model) {
        return session.user().map(user -> page(model, user, Errors.NONE)).orElse(AccountPage.GONE);
    }

    @PostMapping("/setup")
    String begin(
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletResponse response) {
        return step(
                model, words, response, PasswordChange.CURRENT, user -> settings.begin(user, current), user -> HERE);
    }

    /** The recovery codes stand on the answer itself and nowhere else. */
    @PostMapping("/confirmation")
    String confirm(
            @RequestParam(required = false) @Nullable String code,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletResponse response) {
        return step(
                model,
                words,
                response,
                SecondFactorSettings.CODE,
                user -> settings.confirm(user, code, words.locale()),
                user -> page(model, user, Errors.NONE));
    }

    @PostMapping("/recovery-codes")
    String newRecoveryCodes(
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletResponse response) {
        return step(
                model,
                words,
                response,
                PasswordChange.CURRENT,
                user -> settings.newRecoveryCodes(user, current),
                user -> page(model, user, Errors.NONE));
    }

    @PostMapping("/end")
    String end(
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        return step(
                model,
                words,
                response,
                PasswordChange.CURRENT,
                user -> settings.end(user, current, words.locale()),
                user -> {
                    next.addFlashAttribute("done", "accounts.factor-ended");
                    return AccountPage.AGAIN;
                });
    }

    private String step(
            Model model,
            Messages words,
            HttpServletResponse response,
            String field,
            Function<User, StepResult> step,
            Function<User, String> next) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (step.apply(user.get())) {
            case StepResult.Done(List<String> codes) -> {
                model.addAttribute("codes", codes);
                yield next.apply(user.get());
            }
            case StepResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield page(model, user.get(), Errors.of(refused.errors(), words));
            }
            case StepResult.HasToWait(var delay) ->
                page(model, user.get(), Waiting.refusal(response, delay, field, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private String page(Model model, User user, Errors errors) {
        model.addAttribute("errors", errors);
        model.addAttribute("on", factor.isOn(user.id()));
        model.addAttribute("left", factor.recoveryCodes(user.id()));
        SecondFactor.Setup setup =
                factor.setup(user.id(), user.email(), accounts.publicUrl()).orElse(null);
        model.addAttribute("setup", setup);
        model.addAttribute("picture", setup == null ? null : QrPicture.of(setup.address()));
        return VIEW;
    }
}
