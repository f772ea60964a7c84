package dev.kept.accounts.web;

import dev.kept.accounts.PasskeySignIn;
import dev.kept.accounts.SignIn;
import dev.kept.accounts.SignUp;
import dev.kept.accounts.User;
import dev.kept.accounts.factor.PendingSignIns;
import dev.kept.accounts.factor.SecondFactor;
import dev.kept.accounts.passkey.PasskeyOptions;
import dev.kept.accounts.passkey.PasskeyProblem;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Page
@RequestMapping("/sign-in")
class SignInPage {

    private static final String VIEW = "accounts/sign-in";
    private static final String PASSKEY = "passkey";

    private final SignIn signIn;
    private final PasskeySignIn passkeys;
    private final SignUp signUp;
    private final SecondFactor factor;
    private final PendingSignIns pending;
    private final BrowserSession session;

    SignInPage(
            SignIn signIn,
            PasskeySignIn passkeys,
            SignUp signUp,
            SecondFactor factor,
            PendingSignIns pending,
            BrowserSession session) {
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.signUp = signUp;
        this.factor = factor;
        this.pending = pending;
        this.session = session;
    }

    @GetMapping
    String form(@RequestParam(name = "signed-out", required = false) @Nullable String signedOut, Model model) {
        model.addAttribute("signedOut", signedOut != null);
        return form(model, "", Errors.NONE);
    }

    @PostMapping
    String signIn(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String password,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        String typed = email == null ? "" : email;
        return switch (signIn.signIn(email, password, request.getRemoteAddr(), session.device(request))) {
            case SignIn.SignInResult.SignedIn(User user) -> {
                if (!factor.isOn(user.id())) {
                    yield "redirect:" + session.begin(user, request, response);
                }
                session.awaitCode(pending.begin(user.id()), response);
                yield "redirect:/sign-in/code";
            }
            case SignIn.SignInResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, typed, Errors.of("email", words, "accounts.wrong.sign-in"));
            }
            case SignIn.SignInResult.HasToWait(var delay) ->
                form(model, typed, Waiting.refusal(response, delay, "email", words, "accounts.wrong.wait-sign-in"));
        };
    }

    /** What the browser is asked before {@link #signInByPasskey}. */
    @PostMapping("/passkey/options")
    ResponseEntity<?> options(
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words, HttpServletRequest request) {
        return switch (passkeys.begin(session.formMark(request), request.getRemoteAddr())) {
            case PasskeySignIn.BeginResult.Begun(PasskeyOptions.Request asked) ->
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(asked);
            case PasskeySignIn.BeginResult.HasToWait(var delay) -> Waiting.answer(delay, words);
            case PasskeySignIn.BeginResult.NotPossible _ ->
                ResponseEntity.notFound().build();
        };
    }

    @PostMapping("/passkey")
    String signInByPasskey(
            @RequestParam(required = false) @Nullable String credential,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (passkeys.signIn(session.formMark(request), credential, request.getRemoteAddr())) {
            case PasskeySignIn.SignInResult.SignedIn(User user) -> "redirect:" + session.begin(user, request, response);
            case PasskeySignIn.SignInResult.Refused(PasskeyProblem problem) -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield form(model, "", Errors.of(PASSKEY, words, "accounts.wrong.passkey-" + problem.code()));
            }
            case PasskeySignIn.SignInResult.HasToWait(var delay) ->
                form(model, "", Waiting.refusal(response, delay, PASSKEY, words, "accounts.wrong.wait-sign-in"));
        };
    }

    private String form(Model model, String email, Errors errors) {
        model.addAttribute("open", signUp.isPossible());
        model.addAttribute("passkeys", passkeys.isPossible());
        model.addAttribute("email", email);
        model.addAttribute("errors", errors);
        return VIEW;
    }
}
