package dev.kept.accounts.web;

import dev.kept.accounts.EmailAddresses;
import dev.kept.accounts.SignUp;
import dev.kept.accounts.User;
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

@Page
@RequestMapping("/sign-up")
class SignUpPage {

    private static final String VIEW = "accounts/sign-up";
    private static final String INVITATION = "invitation";

    private final SignUp signUp;
    private final EmailAddresses addresses;
    private final BrowserSession session;

    SignUpPage(SignUp signUp, EmailAddresses addresses, BrowserSession session) {
        this.signUp = signUp;
        this.addresses = addresses;
        this.session = session;
    }

    /** Opening a link of the operator's changes nothing, because programs that scan mails open links, too. */
    @GetMapping
    String form(
            @RequestParam(required = false) @Nullable String invitation,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (invitation != null && signUp.asksForInvitation() && !signUp.mayBeInvited(invitation)) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            return form(model, "", "", null, Errors.of(INVITATION, words, "accounts.wrong.invitation-unusable"));
        }
        return form(model, "", "", brought(invitation, request), Errors.NONE);
    }

    @PostMapping
    String signUp(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String password,
            @RequestParam(required = false) @Nullable String invitation,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        String typedEmail = email == null ? "" : email;
        String typedName = name == null ? "" : name;
        Brought brought = brought(invitation, request);
        String link = brought == null ? null : brought.link();
        return switch (signUp.signUp(email, name, password, link, request.getRemoteAddr())) {
            case SignUp.SignUpResult.SignedUp(User user) -> {
                session.forgetInvitation(request, response);
                if (!user.verified()) {
                    addresses.greet(user, words.locale());
                }
                yield "redirect:" + session.begin(user, request, response);
            }
            case SignUp.SignUpResult.Closed _ -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                yield form(model, "", "", null, Errors.NONE);
            }
            case SignUp.SignUpResult.InvitationNeeded _ -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                yield form(
                        model,
                        typedEmail,
                        typedName,
                        null,
                        Errors.of(INVITATION, words, "accounts.wrong.invitation-needed"));
            }
            case SignUp.SignUpResult.InvitationUnusable _ -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                session.forgetInvitation(request, response);
                yield form(
                        model,
                        typedEmail,
                        typedName,
                        null,
                        Errors.of(INVITATION, words, "accounts.wrong.invitation-unusable"));
            }
            case SignUp.SignUpResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, typedEmail, typedName, brought, Errors.of(refused.errors(), words));
            }
            case SignUp.SignUpResult.Taken taken -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                yield form(
                        model, typedEmail, typedName, brought, Errors.of("email", words, "accounts.wrong.email-taken"));
            }
            case SignUp.SignUpResult.HasToWait(var delay) ->
                form(
                        model,
                        typedEmail,
                        typedName,
                        brought,
                        Waiting.refusal(response, delay, "email", words, "accounts.wrong.wait-sign-up"));
        };
    }

    /**
     * An invitation as it came.
     *
     * @param typed whether the form holds it; otherwise a cookie does
     */
    record Brought(String link, boolean typed) {
        @Override
        public String toString() {
            return Brought.class.getSimpleName();
        }
    }

    /** What the form says goes before the page on which somebody read an invitation last. Null when there is neither. */
    private @Nullable Brought brought(@Nullable String typed, HttpServletRequest request) {
        if (!signUp.asksForInvitation()) {
            return null;
        }
        if (typed != null && !typed.isBlank()) {
            return new Brought(typed, true);
        }
        String cookie = session.invitation(request);
        return cookie == null ? null : new Brought(cookie, false);
    }

    /** @param brought null to ask for an invitation, where one is needed */
    private String form(Model model, String email, String name, @Nullable Brought brought, Errors errors) {
        model.addAttribute("possible", signUp.isPossible());
        model.addAttribute("asksForInvitation", signUp.asksForInvitation());
        model.addAttribute("brought", brought != null && signUp.mayBeInvited(brought.link()) ? brought : null);
        model.addAttribute("email", email);
        model.addAttribute("name", name);
        model.addAttribute("errors", errors);
        return VIEW;
    }
}
