package dev.kept.accounts.web;

import dev.kept.accounts.PasswordReset;
import dev.kept.accounts.PasswordReset.AskResult;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a link to a new password is asked for. */
@Page
@RequestMapping("/accounts/password/forgotten")
class ForgottenPasswordPage {

    private static final String VIEW = "accounts/forgotten-password";

    private final PasswordReset reset;

    ForgottenPasswordPage(PasswordReset reset) {
        this.reset = reset;
    }

    @GetMapping
    String form(Model model) {
        return form(model, "", Errors.NONE);
    }

    @PostMapping
    String ask(
            @RequestParam(required = false) @Nullable String email,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!reset.byMail()) {
            return form(model, "", Errors.NONE);
        }
        String typed = email == null ? "" : email;
        return switch (reset.ask(email, request.getRemoteAddr(), words.locale())) {
            case AskResult.Asked _ -> "accounts/forgotten-password-asked";
            case AskResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, typed, Errors.of(refused.errors(), words));
            }
            case AskResult.HasToWait(var delay) ->
                form(model, typed, Waiting.refusal(response, delay, "email", words, "accounts.wrong.wait-sign-in"));
        };
    }

    private String form(Model model, String email, Errors errors) {
        model.addAttribute("byMail", reset.byMail());
        model.addAttribute("email", email);
        model.addAttribute("errors", errors);
        return VIEW;
    }
}
