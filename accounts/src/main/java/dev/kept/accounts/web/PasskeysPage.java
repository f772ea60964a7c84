package dev.kept.accounts.web;

import dev.kept.accounts.PasskeySettings;
import dev.kept.accounts.PasskeySettings.BeginResult;
import dev.kept.accounts.PasskeySettings.ConfirmResult;
import dev.kept.accounts.PasskeySettings.PasswordNeed;
import dev.kept.accounts.PasskeySettings.StepResult;
import dev.kept.accounts.PasswordChange;
import dev.kept.accounts.User;
import dev.kept.accounts.passkey.Passkey;
import dev.kept.accounts.passkey.PasskeyOptions;
import dev.kept.accounts.passkey.PasskeyProblem;
import dev.kept.accounts.passkey.Passkeys;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** One's own passkeys: added, listed, removed, and shown again before a change of the account. */
@Page
@RequestMapping("/account/passkeys")
class PasskeysPage {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VIEW = "accounts/passkeys";
    private static final String HERE = "redirect:/account/passkeys";
    private static final String REMOVAL = "accounts/passkey-removal";
    private static final String DONE = "done";

    private final PasskeySettings settings;
    private final Passkeys passkeys;
    private final ReaderTimes times;
    private final BrowserSession session;

    PasskeysPage(PasskeySettings settings, Passkeys passkeys, ReaderTimes times, BrowserSession session) {
        this.settings = settings;
        this.passkeys = passkeys;
        this.times = times;
        this.session = session;
    }

    /** A passkey as the table shows it. */
    record Row(UUID id, String name, String created, String lastUsed) {
        static Row of(Passkey passkey, Messages words, ReaderTimes.Times times) {
            return new Row(
                    passkey.id(),
                    passkey.name(),
                    times.at(passkey.createdAt()),
                    passkey.lastUsedAt() == null ? words.text("accounts.never-used") : times.at(passkey.lastUsedAt()));
        }
    }

    /** What a form shows in the place of the password. */
    record Confirmation(String confirmation) {
        @Override
        public String toString() {
            return "Confirmation";
        }
    }

    @GetMapping
    String show(Model model, @ModelAttribute(name = PageWords.NAME, binding = false) Messages words) {
        return session.user()
                .map(user -> page(model, words, user, "", Errors.NONE))
                .orElse(AccountPage.GONE);
    }

    /** The page on which the browser makes one; read again, it begins anew. */
    @GetMapping("/new")
    String startAgain() {
        return HERE;
    }

    @PostMapping("/new")
    String begin(
            @RequestParam(required = false) @Nullable String passkey,
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        String typed = passkey == null ? "" : passkey;
        return switch (settings.begin(user.get(), session.formMark(request), passkey, current)) {
            case BeginResult.Begun(String name, PasskeyOptions.Creation options) -> {
                model.addAttribute("name", name);
                model.addAttribute("options", JSON.writeValueAsString(options));
                model.addAttribute("errors", Errors.NONE);
                yield "accounts/new-passkey";
            }
            case BeginResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield page(model, words, user.get(), typed, Errors.of(refused.errors(), words));
            }
            case BeginResult.HasToWait(Duration delay) ->
                page(model, words, user.get(), typed, waiting(response, delay, words));
        };
    }

    @PostMapping
    String add(
            @RequestParam(required = false) @Nullable String passkey,
            @RequestParam(required = false) @Nullable String credential,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (settings.add(user.get(), session.formMark(request), passkey, credential, words.locale())) {
            case StepResult.Done _ -> {
                next.addFlashAttribute(DONE, "accounts.passkey-added");
                yield HERE;
            }
            case StepResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield page(
                        model, words, user.get(), passkey == null ? "" : passkey, Errors.of(refused.errors(), words));
            }
            case StepResult.HasToWait _, StepResult.NotThere _ -> HERE;
        };
    }

    @GetMapping("/{id}/removal")
    String removal(@PathVariable UUID id, Model model) {
        return session.user().map(user -> removal(model, user, id, Errors.NONE)).orElse(AccountPage.GONE);
    }

    @PostMapping("/{id}/removal")
    String remove(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String current,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        Optional<UUID> here = session.id();
        if (user.isEmpty() || here.isEmpty()) {
            return AccountPage.GONE;
        }
        return switch (settings.remove(user.get(), here.get(), id, current, words.locale())) {
            case StepResult.Done _ -> {
                next.addFlashAttribute(DONE, "accounts.passkey-removed");
                yield HERE;
            }
            case StepResult.NotThere _ -> HERE;
            case StepResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield removal(model, user.get(), id, Errors.of(refused.errors(), words));
            }
            case StepResult.HasToWait(Duration delay) ->
                removal(model, user.get(), id, waiting(response, delay, words));
        };
    }

    /** What the browser is asked before a change of the account. */
    @PostMapping("/question")
    ResponseEntity<PasskeyOptions.Request> ask(HttpServletRequest request) {
        return session.user()
                .map(user -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(settings.askAgain(user, session.formMark(request))))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.UNAUTHORIZED).build());
    }

    @PostMapping("/answer")
    ResponseEntity<?> confirm(
            @RequestParam(required = false) @Nullable String credential,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        return switch (settings.confirm(user.get(), session.formMark(request), credential)) {
            case ConfirmResult.Confirmed(String secret) ->
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new Confirmation(secret));
            case ConfirmResult.Refused(PasskeyProblem problem) ->
                ResponseEntity.badRequest()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("problem", words.text("accounts.wrong.passkey-" + problem.code())));
            case ConfirmResult.HasToWait(Duration delay) -> Waiting.answer(delay, words);
        };
    }

    private String page(Model model, Messages words, User user, String typed, Errors errors) {
        ReaderTimes.Times reading = times.of(user, words);
        List<Row> rows = passkeys.of(user.id()).stream()
                .map(passkey -> Row.of(passkey, words, reading))
                .toList();
        PasswordNeed need = settings.passwordNeed(user);
        model.addAttribute("possible", passkeys.arePossible());
        model.addAttribute("passkeys", rows);
        model.addAttribute("typed", typed);
        model.addAttribute("need", need.name());
        model.addAttribute("codesLeft", settings.recoveryCodes(user));
        model.addAttribute("errors", errors);
        return VIEW;
    }

    private String removal(Model model, User user, UUID id, Errors errors) {
        Optional<Passkey> passkey = passkeys.of(user.id()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        if (passkey.isEmpty()) {
            return HERE;
        }
        model.addAttribute("id", id);
        model.addAttribute("name", passkey.get().name());
        model.addAttribute("errors", errors);
        return REMOVAL;
    }

    private static Errors waiting(HttpServletResponse response, Duration delay, Messages words) {
        return Waiting.refusal(response, delay, PasswordChange.CURRENT, words, "accounts.wrong.wait-sign-in");
    }
}
