package dev.kept.accounts.web;

import dev.kept.accounts.AccountClosing;
import dev.kept.accounts.AccountClosing.CloseResult;
import dev.kept.accounts.PasswordChange;
import dev.kept.accounts.User;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Closes one's account; what that means is said before. */
@Page
@RequestMapping("/account/closing")
class ClosingPage {

    private final AccountClosing closing;
    private final BrowserSession session;

    ClosingPage(AccountClosing closing, BrowserSession session) {
        this.closing = closing;
        this.session = session;
    }

    @GetMapping
    String form(Model model) {
        return form(model, Errors.NONE);
    }

    @PostMapping
    String close(
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (closing.close(user.get(), current, words.locale())) {
            case CloseResult.Closed _ -> {
                session.end(request, response);
                next.addFlashAttribute("done", "accounts.closed");
                yield AccountPage.GONE;
            }
            case CloseResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, Errors.of(refused.errors(), words));
            }
            case CloseResult.HasToWait(var delay) ->
                form(
                        model,
                        Waiting.refusal(response, delay, PasswordChange.CURRENT, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private static String form(Model model, Errors errors) {
        model.addAttribute("errors", errors);
        return "accounts/closing";
    }
}
