package dev.kept.accounts.web;

import dev.kept.accounts.LinkState;
import dev.kept.accounts.PasswordReset;
import dev.kept.accounts.PasswordReset.ResetResult;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a link leads to a new password. Opening it changes nothing, because programs that scan mails open links, too. */
@Page
@RequestMapping("/accounts/password/reset")
class ResetPasswordPage {

    private final PasswordReset reset;

    ResetPasswordPage(PasswordReset reset) {
        this.reset = reset;
    }

    @GetMapping
    String form(@RequestParam(defaultValue = "") String link, Model model, HttpServletResponse response) {
        LinkState state = reset.state(link);
        return state instanceof LinkState.Good
                ? form(model, link, Errors.NONE)
                : DeadLink.page(model, response, state, "/accounts/password/forgotten", "accounts.forgotten-again");
    }

    @PostMapping
    String reset(
            @RequestParam(defaultValue = "") String link,
            @RequestParam(required = false) @Nullable String password,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        return switch (reset.reset(link, password, words.locale())) {
            case ResetResult.Reset _ -> {
                next.addFlashAttribute("done", "accounts.password-reset");
                yield "redirect:/sign-in";
            }
            case ResetResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, link, Errors.of(refused.errors(), words));
            }
            case ResetResult.NoGoodLink(LinkState state) ->
                DeadLink.page(model, response, state, "/accounts/password/forgotten", "accounts.forgotten-again");
        };
    }

    private static String form(Model model, String link, Errors errors) {
        model.addAttribute("link", link);
        model.addAttribute("errors", errors);
        return "accounts/reset-password";
    }
}
