package dev.kept.accounts.web;

import dev.kept.accounts.User;
import dev.kept.accounts.Users;
import dev.kept.accounts.factor.PendingSignIns;
import dev.kept.accounts.factor.SecondFactor;
import dev.kept.accounts.factor.SecondFactor.CheckResult;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletRequest;
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

/** Asks for a code after the right password. */
@Page
@RequestMapping("/sign-in/code")
class SignInCodePage {

    static final String CODE = "code";

    private final PendingSignIns pending;
    private final SecondFactor factor;
    private final Users users;
    private final BrowserSession session;

    SignInCodePage(PendingSignIns pending, SecondFactor factor, Users users, BrowserSession session) {
        this.pending = pending;
        this.factor = factor;
        this.users = users;
        this.session = session;
    }

    @GetMapping
    String form(Model model, HttpServletRequest request) {
        return owner(request).isEmpty() ? AccountPage.GONE : form(model, Errors.NONE);
    }

    @PostMapping
    String signIn(
            @RequestParam(required = false) @Nullable String code,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<User> user = owner(request);
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        UUID owner = user.get().id();
        return switch (factor.check(owner, code)) {
            case CheckResult.Right _ -> {
                String secret = session.awaitedCode(request);
                if (secret != null) {
                    pending.end(secret);
                }
                yield "redirect:" + session.begin(user.get(), request, response);
            }
            case CheckResult.Wrong _ -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, Errors.of(CODE, words, "accounts.wrong.code"));
            }
            case CheckResult.HasToWait(var delay) ->
                form(model, Waiting.refusal(response, delay, CODE, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private Optional<User> owner(HttpServletRequest request) {
        String secret = session.awaitedCode(request);
        return secret == null ? Optional.empty() : pending.owner(secret).flatMap(owner -> users.find(owner.toString()));
    }

    private static String form(Model model, Errors errors) {
        model.addAttribute("errors", errors);
        return "accounts/sign-in-code";
    }
}
