package dev.kept.accounts.web;

import dev.kept.accounts.AccountRecovery;
import dev.kept.accounts.AccountRecovery.RecoverResult;
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

/** Where somebody who lost all passkeys comes back by a code. */
@Page
@RequestMapping("/accounts/recovery")
class RecoveryPage {

    private static final String VIEW = "accounts/recovery";
    private static final String CODE = "code";

    private final AccountRecovery recovery;

    RecoveryPage(AccountRecovery recovery) {
        this.recovery = recovery;
    }

    @GetMapping
    String form(Model model) {
        return form(model, "", Errors.NONE);
    }

    @PostMapping
    String recover(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String code,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        String typed = email == null ? "" : email;
        return switch (recovery.recover(email, code, request.getRemoteAddr(), words.locale())) {
            case RecoverResult.Taken(String secret) -> "redirect:/accounts/password/reset?link=" + secret;
            case RecoverResult.Wrong _ -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, typed, Errors.of(CODE, words, "accounts.wrong.recovery"));
            }
            case RecoverResult.HasToWait(var delay) ->
                form(model, typed, Waiting.refusal(response, delay, CODE, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private static String form(Model model, String email, Errors errors) {
        model.addAttribute("email", email);
        model.addAttribute("errors", errors);
        return VIEW;
    }
}
