package dev.kept.accounts.web;

import dev.kept.accounts.EmailAddresses;
import dev.kept.accounts.EmailAddresses.ChangeResult;
import dev.kept.accounts.EmailAddresses.ConfirmResult;
import dev.kept.accounts.EmailAddresses.SendResult;
import dev.kept.accounts.LinkState;
import dev.kept.accounts.PasswordChange;
import dev.kept.accounts.User;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Verifies an address, and changes it. Opening a link changes nothing, because programs that scan mails open links, too. */
@Page
class EmailPages {

    private static final String CHANGE = "/account/email";
    private static final String VERIFICATION = "/accounts/email/confirmation";
    private static final String NEW_ADDRESS = "/account/email/confirmation";

    private final EmailAddresses addresses;
    private final BrowserSession session;

    EmailPages(EmailAddresses addresses, BrowserSession session) {
        this.addresses = addresses;
        this.session = session;
    }

    @GetMapping(CHANGE)
    String form(Model model) {
        return form(model, "", Errors.NONE);
    }

    @PostMapping(CHANGE)
    String change(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        String typed = email == null ? "" : email;
        return switch (addresses.change(user.get(), email, current, words.locale())) {
            case ChangeResult.LinkSent _ -> again(next, "accounts.email-link-sent");
            case ChangeResult.Changed _ -> again(next, "accounts.email-changed");
            case ChangeResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, typed, Errors.of(refused.errors(), words));
            }
            case ChangeResult.HasToWait(var delay) ->
                form(
                        model,
                        typed,
                        Waiting.refusal(response, delay, PasswordChange.CURRENT, words, "accounts.wrong.wait-sign-in"));
        };
    }

    /** Sends the link that verifies the address once more. */
    @PostMapping("/account/email/verification")
    String sendAgain(@ModelAttribute(name = PageWords.NAME, binding = false) Messages words, RedirectAttributes next) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (addresses.sendAgain(user.get(), words.locale())) {
            case SendResult.Sent _ -> again(next, "accounts.email-verification-sent");
            case SendResult.NotNeeded _ -> AccountPage.AGAIN;
            case SendResult.HasToWait _ -> again(next, "accounts.email-verification-wait");
        };
    }

    @GetMapping(VERIFICATION)
    String verification(@RequestParam(defaultValue = "") String link, Model model, HttpServletResponse response) {
        return confirmation(model, response, VERIFICATION, link, addresses.verification(link));
    }

    @PostMapping(VERIFICATION)
    String verify(
            @RequestParam(defaultValue = "") String link,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return confirmed(model, next, response, addresses.verify(link), "accounts.email-verified");
    }

    @GetMapping(NEW_ADDRESS)
    String newAddress(@RequestParam(defaultValue = "") String link, Model model, HttpServletResponse response) {
        Optional<User> user = session.user();
        return user.isEmpty()
                ? AccountPage.GONE
                : confirmation(
                        model,
                        response,
                        NEW_ADDRESS,
                        link,
                        addresses.newAddress(link, user.get().id()));
    }

    @PostMapping(NEW_ADDRESS)
    String confirmNewAddress(
            @RequestParam(defaultValue = "") String link,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        return user.isEmpty()
                ? AccountPage.GONE
                : confirmed(
                        model,
                        next,
                        response,
                        addresses.confirmNewAddress(link, user.get(), words.locale()),
                        "accounts.email-changed");
    }

    private String confirmation(
            Model model, HttpServletResponse response, String action, String link, LinkState state) {
        if (!(state instanceof LinkState.Good good)) {
            return DeadLink.page(model, response, state, "/account", "accounts.back");
        }
        model.addAttribute("action", action);
        model.addAttribute("link", link);
        model.addAttribute("email", good.email());
        return "accounts/confirm-email";
    }

    private String confirmed(
            Model model, RedirectAttributes next, HttpServletResponse response, ConfirmResult result, String done) {
        return switch (result) {
            case ConfirmResult.Confirmed _ -> {
                next.addFlashAttribute("done", done);
                yield session.user().isPresent() ? AccountPage.AGAIN : AccountPage.GONE;
            }
            case ConfirmResult.Taken _ -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                model.addAttribute("why", "accounts.email-taken-since");
                model.addAttribute("on", "/account");
                model.addAttribute("onWords", "accounts.back");
                yield "accounts/dead-link";
            }
            case ConfirmResult.NoGoodLink(LinkState state) ->
                DeadLink.page(model, response, state, "/account", "accounts.back");
        };
    }

    private String form(Model model, String email, Errors errors) {
        model.addAttribute("byMail", addresses.canBeVerified());
        model.addAttribute("email", email);
        model.addAttribute("errors", errors);
        return "accounts/email";
    }

    private static String again(RedirectAttributes next, String done) {
        next.addFlashAttribute("done", done);
        return AccountPage.AGAIN;
    }
}
