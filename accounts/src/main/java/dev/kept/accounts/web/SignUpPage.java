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

    private final SignUp signUp;
    private final EmailAddresses addresses;
    private final BrowserSession session;

    SignUpPage(SignUp signUp, EmailAddresses addresses, BrowserSession session) {
        this.signUp = signUp;
        this.addresses = addresses;
        this.session = session;
    }

    @GetMapping
    String form(Model model) {
        return form(model, "", "", Errors.NONE);
    }

    @PostMapping
    String signUp(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String password,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        String typedEmail = email == null ? "" : email;
        String typedName = name == null ? "" : name;
        return switch (signUp.signUp(email, name, password, request.getRemoteAddr())) {
            case SignUp.SignUpResult.SignedUp(User user) -> {
                addresses.greet(user, words.locale());
                yield "redirect:" + session.begin(user, request, response);
            }
            case SignUp.SignUpResult.Closed _ -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                yield form(model, "", "", Errors.NONE);
            }
            case SignUp.SignUpResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, typedEmail, typedName, Errors.of(refused.errors(), words));
            }
            case SignUp.SignUpResult.Taken taken -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                yield form(model, typedEmail, typedName, Errors.of("email", words, "accounts.wrong.email-taken"));
            }
            case SignUp.SignUpResult.HasToWait(var delay) ->
                form(
                        model,
                        typedEmail,
                        typedName,
                        Waiting.refusal(response, delay, "email", words, "accounts.wrong.wait-sign-up"));
        };
    }

    private String form(Model model, String email, String name, Errors errors) {
        model.addAttribute("open", signUp.isOpen());
        model.addAttribute("email", email);
        model.addAttribute("name", name);
        model.addAttribute("errors", errors);
        return VIEW;
    }
}
