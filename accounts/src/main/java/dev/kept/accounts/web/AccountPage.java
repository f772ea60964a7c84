package dev.kept.accounts.web;

import dev.kept.accounts.ApiCredential;
import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.EmailAddresses;
import dev.kept.accounts.IssuedCredential;
import dev.kept.accounts.User;
import dev.kept.accounts.sessions.BrowserSessions;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.http.Caller;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

/** One's own account and API credentials. */
@Page
@RequestMapping("/account")
class AccountPage {

    private static final String VIEW = "accounts/account";
    static final String AGAIN = "redirect:/account";
    static final String GONE = "redirect:/sign-in";

    private final ApiCredentials credentials;
    private final BrowserSessions sessions;
    private final EmailAddresses addresses;
    private final OwnData data;
    private final ReaderTimes times;
    private final BrowserSession session;
    private final String issuer;

    AccountPage(
            ApiCredentials credentials,
            BrowserSessions sessions,
            EmailAddresses addresses,
            OwnData data,
            ReaderTimes times,
            BrowserSession session,
            AccountsSettings settings) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.addresses = addresses;
        this.data = data;
        this.times = times;
        this.session = session;
        this.issuer = settings.issuer();
    }

    @GetMapping
    String show(
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            session.end(request, response);
            return GONE;
        }
        return page(model, words, user.get(), "", Errors.NONE);
    }

    /** All that is stored here of the person, as a file. */
    @GetMapping("/export")
    ResponseEntity<OwnData.OwnAccount> export() {
        return session.user()
                .map(user -> ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"kept-account.json\"")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(data.of(user)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, "/sign-in")
                        .build());
    }

    /** The secret travels in a cookie of this browser to the next page and is gone when that was shown. */
    @PostMapping("/credentials")
    String issue(
            @RequestParam(required = false) @Nullable String label,
            Model model,
            @ModelAttribute(name = PageWords.NAME, binding = false) Messages words,
            RedirectAttributes next,
            HttpServletResponse response) {
        Optional<User> user = session.user();
        if (user.isEmpty()) {
            return GONE;
        }
        String typed = label == null ? "" : label;
        return switch (credentials.issue(user.get().id(), label)) {
            case ApiCredentials.IssueResult.Issued(IssuedCredential issued) -> {
                next.addFlashAttribute("issuedLabel", issued.credential().label());
                next.addFlashAttribute("issuedId", issued.credential().clientId());
                next.addFlashAttribute("issuedSecret", issued.secret());
                yield AGAIN;
            }
            case ApiCredentials.IssueResult.Refused refused -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                yield page(model, words, user.get(), typed, Errors.of(refused.errors(), words));
            }
            case ApiCredentials.IssueResult.TooMany tooMany -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                yield page(
                        model,
                        words,
                        user.get(),
                        typed,
                        Errors.of("label", words, "accounts.wrong.too-many-credentials", ApiCredentials.MOST));
            }
        };
    }

    @PostMapping("/credentials/{clientId}/revocation")
    String revoke(@PathVariable String clientId) {
        session.user().ifPresent(user -> credentials.revoke(user.id(), clientId));
        return AGAIN;
    }

    @PostMapping("/sessions/{id}/end")
    String end(@PathVariable UUID id) {
        session.user().ifPresent(user -> sessions.end(id, user.id()));
        return AGAIN;
    }

    /**
     * A session as the table shows it.
     *
     * @param here whether it is the one in which the page is read
     */
    record SessionRow(UUID id, String browser, String begun, String lastSeen, boolean here) {}

    /**
     * A credential as the table shows it.
     *
     * @param mark by which the pages of a ledger name the program that recorded an entry: both sides see it, and never the label
     */
    record Row(String label, String clientId, String mark, String created, String lastUsed, boolean revoked) {
        private static final int LETTERS = 8;

        static Row of(String issuer, ApiCredential credential, Messages words, ReaderTimes.Times times) {
            return new Row(
                    credential.label(),
                    credential.clientId(),
                    Caller.clientOf(issuer, credential.clientId()).toString().substring(0, LETTERS),
                    times.at(credential.createdAt()),
                    credential.lastUsedAt() == null
                            ? words.text("accounts.never-used")
                            : times.at(credential.lastUsedAt()),
                    credential.revokedAt() != null);
        }
    }

    private String page(Model model, Messages words, User user, String label, Errors errors) {
        model.addAttribute("user", user);
        model.addAttribute("label", label);
        model.addAttribute("errors", errors);
        ReaderTimes.Times reading = times.of(user, words);
        model.addAttribute("verifiable", addresses.canBeVerified());
        model.addAttribute("sessions", sessionRows(user, words, reading));
        model.addAttribute("credentials", rows(user, words, reading));
        return VIEW;
    }

    private List<SessionRow> sessionRows(User user, Messages words, ReaderTimes.Times reading) {
        Optional<UUID> here = session.id();
        return sessions.of(user.id()).stream()
                .map(each -> new SessionRow(
                        each.id(),
                        each.browser() == null ? words.text("accounts.browser-unknown") : each.browser(),
                        reading.at(each.begunAt()),
                        reading.at(each.lastSeenAt()),
                        here.filter(each.id()::equals).isPresent()))
                .toList();
    }

    private List<Row> rows(User user, Messages words, ReaderTimes.Times reading) {
        return credentials.of(user.id()).stream()
                .map(credential -> Row.of(issuer, credential, words, reading))
                .toList();
    }
}
