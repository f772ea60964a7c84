package dev.kept.accounts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.accounts.ApiCredential;
import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.EmailAddresses;
import dev.kept.accounts.FieldError;
import dev.kept.accounts.IssuedCredential;
import dev.kept.accounts.SignUp;
import dev.kept.accounts.TooBusy;
import dev.kept.accounts.User;
import dev.kept.accounts.services.ServicesAway;
import dev.kept.accounts.sessions.BrowserSessions;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.http.Caller;
import dev.kept.http.Fields;
import dev.kept.http.Problem;
import dev.kept.http.Sent;
import dev.kept.wording.Messages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-up and API credentials for programs. */
@RestController
@RequestMapping("/api/accounts")
@Tag(
        name = "accounts",
        description = "Sign-up and API credentials. A person has at most " + ApiCredentials.MOST
                + " API credentials and is signed in at Kept's provider in at most " + BrowserSessions.MOST
                + " browsers: signing in in one more ends the oldest sign-in.")
class AccountsApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;
    private static final String PROBLEM_SCHEMA = "#/components/schemas/Problem";
    private static final Messages ENGLISH = Messages.of(Locale.UK);
    private static final Duration BUSY = Duration.ofSeconds(3);
    private static final String FIRST = "Made at sign-up";

    private final SignUp signUp;
    private final EmailAddresses addresses;
    private final ApiCredentials credentials;
    private final BrowserSessions sessions;
    private final OwnData data;
    private final Me me;
    private final AccountsSettings settings;

    AccountsApi(
            SignUp signUp,
            EmailAddresses addresses,
            ApiCredentials credentials,
            BrowserSessions sessions,
            OwnData data,
            Me me,
            AccountsSettings settings) {
        this.signUp = signUp;
        this.addresses = addresses;
        this.credentials = credentials;
        this.sessions = sessions;
        this.data = data;
        this.me = me;
        this.settings = settings;
    }

    /** A person who wants to be known. */
    record NewAccount(
            String email,
            String name,
            String password,
            @Nullable String invitation) {
        static NewAccount read(Fields fields) {
            return new NewAccount(
                    fields.required("email", ApiFields.EMAIL),
                    fields.required("name", ApiFields.NAME),
                    fields.required("password", ApiFields.PASSWORD),
                    fields.optional("invitation", ApiFields.INVITATION));
        }

        @Override
        public String toString() {
            return "NewAccount";
        }
    }

    /** A program that wants a way in. */
    record NewCredential(String label) {
        static NewCredential read(Fields fields) {
            return new NewCredential(fields.required("label", ApiFields.LABEL));
        }
    }

    /**
     * What a new person gets.
     *
     * @param id the {@code sub} of the person's tokens
     * @param member how ledgers name the person
     * @param clientSecret shown this once
     */
    record Account(UUID id, UUID member, String clientId, String clientSecret) {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /** @param clientSecret shown this once */
    record IssuedApiCredential(String clientId, String clientSecret, String label, Instant createdAt) {
        @Override
        public String toString() {
            return clientId;
        }
    }

    /**
     * @param lastUsedAt when it last got a token, to the minute; absent while it never did
     * @param revokedAt since when it gets no more tokens; absent while it does
     */
    record KnownApiCredential(
            String clientId,
            String label,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant lastUsedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant revokedAt) {
        static KnownApiCredential of(ApiCredential credential) {
            return new KnownApiCredential(
                    credential.clientId(),
                    credential.label(),
                    credential.createdAt(),
                    credential.lastUsedAt(),
                    credential.revokedAt());
        }
    }

    record ApiCredentialList(List<KnownApiCredential> items) {}

    /**
     * A sign-in in one browser.
     *
     * @param browser browser and system, such as `Firefox, Linux`; absent when they are not known
     * @param begunAt when the person signed in there
     * @param lastSeenAt when the browser last came to the provider, or Kept's pages last renewed what the sign-in granted
     */
    record OpenSession(
            UUID id,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String browser,

            Instant begunAt,
            Instant lastSeenAt) {
        static OpenSession of(BrowserSessions.OpenSession session) {
            return new OpenSession(session.id(), session.browser(), session.begunAt(), session.lastSeenAt());
        }
    }

    record OpenSessionList(List<OpenSession> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @SecurityRequirements
    @Operation(
            operationId = "signUp",
            summary = "Sign up",
            description =
                    "Needs no token. Answers a first API credential, whose secret is shown this once. A mail with a"
                            + " link asks the person to confirm the address, where Kept sends mail. Where the operator"
                            + " lets only invited people sign up, `invitation` is needed, and by each one account is"
                            + " made: 403 `invitation-needed`, `invitation-unusable` otherwise.")
    @ApiResponse(
            responseCode = "403",
            description = "The operator has closed sign-up, or lets only invited people sign up.",
            content = @Content(mediaType = PROBLEM, schema = @Schema(ref = PROBLEM_SCHEMA)))
    @ApiResponse(
            responseCode = "409",
            description = "There is an account with this e-mail address.",
            content = @Content(mediaType = PROBLEM, schema = @Schema(ref = PROBLEM_SCHEMA)))
    Account signUp(Sent<NewAccount> sent, HttpServletRequest request, Locale language) {
        NewAccount wish = sent.body();
        User user = signedUp(wish, request.getRemoteAddr());
        if (!user.verified()) {
            addresses.greet(user, language);
        }
        IssuedCredential issued = issued(user, FIRST);
        return new Account(
                user.id(),
                Caller.memberOf(settings.issuer(), user.id().toString()),
                issued.credential().clientId(),
                issued.secret());
    }

    @GetMapping("/me")
    @Operation(
            operationId = "exportAccount",
            summary = "All that is held about you beside ledgers",
            description =
                    "Name, address, passkeys, sign-ins, credentials, and your settings, reminders and calendars; never a"
                            + " secret. What you recorded in ledgers is in these.")
    OwnData.OwnAccount export() {
        try {
            return data.of(me.user());
        } catch (ServicesAway e) {
            throw Problem.temporarilyUnavailable("Your settings could not be read at this moment.", BUSY);
        }
    }

    @GetMapping("/me/credentials")
    @Operation(
            operationId = "listCredentials",
            summary = "One's own API credentials, the newest first",
            description = "Revoked ones are listed for 90 days.")
    ApiCredentialList list() {
        return new ApiCredentialList(credentials.of(me.user().id()).stream()
                .map(KnownApiCredential::of)
                .toList());
    }

    @PostMapping("/me/credentials")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createCredential",
            summary = "Create an API credential",
            description =
                    "With its id and secret a program gets tokens at /oauth2/token (client_credentials) that act for"
                            + " you. The secret is shown this once. A person has at most " + ApiCredentials.MOST
                            + " credentials that are not revoked.")
    @ApiResponse(
            responseCode = "409",
            description = "You have as many credentials as one may have; revoke one first.",
            content = @Content(mediaType = PROBLEM, schema = @Schema(ref = PROBLEM_SCHEMA)))
    IssuedApiCredential create(Sent<NewCredential> sent) {
        IssuedCredential issued = issued(me.user(), sent.body().label());
        return new IssuedApiCredential(
                issued.credential().clientId(),
                issued.secret(),
                issued.credential().label(),
                issued.credential().createdAt());
    }

    @PostMapping("/me/credentials/{clientId}/revocation")
    @Operation(
            operationId = "revokeCredential",
            summary = "Revoke an API credential",
            description = "It gets no more tokens; those it has already are good until they expire, within the hour.")
    KnownApiCredential revoke(@PathVariable String clientId) {
        return credentials
                .revoke(me.user().id(), clientId)
                .map(KnownApiCredential::of)
                .orElseThrow(() -> Problem.of(
                        404, "credential-not-found", "No such credential", "There is no such credential of yours."));
    }

    @GetMapping("/me/sessions")
    @Operation(
            operationId = "listSessions",
            summary = "One's own sign-ins in browsers, the one seen last first",
            description = "Those that still open something: the provider's pages, or Kept's.")
    OpenSessionList listSessions() {
        return new OpenSessionList(
                sessions.of(me.user().id()).stream().map(OpenSession::of).toList());
    }

    @PostMapping("/me/sessions/{session}/revocation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "endSession",
            summary = "End a sign-in in a browser",
            description =
                    "It opens no more pages. What Kept's pages got by it is good until it expires, within 15 minutes.")
    void endSession(@PathVariable UUID session) {
        if (!sessions.end(session, me.user().id())) {
            throw Problem.of(404, "session-not-found", "No such session", "There is no such session of yours.");
        }
    }

    private User signedUp(NewAccount wish, String address) {
        return switch (outcome(wish, address)) {
            case SignUp.SignUpResult.SignedUp(User user) -> user;
            case SignUp.SignUpResult.Refused(List<FieldError> errors) -> throw invalid(errors);
            case SignUp.SignUpResult.Taken _ ->
                throw Problem.of(
                        409, "email-taken", "E-mail address taken", "There is an account with this e-mail address.");
            case SignUp.SignUpResult.Closed _ ->
                throw Problem.of(
                        403,
                        "sign-up-closed",
                        "Sign-up is closed",
                        "Nobody can sign up here; whoever runs this Kept makes accounts.");
            case SignUp.SignUpResult.InvitationNeeded _ ->
                throw Problem.of(
                        403,
                        "invitation-needed",
                        "Invitation needed",
                        "Only invited people sign up here: bring the link of an invitation to a ledger, or one from"
                                + " whoever runs this Kept.");
            case SignUp.SignUpResult.InvitationUnusable _ ->
                throw Problem.of(
                        403,
                        "invitation-unusable",
                        "Invitation unusable",
                        "Nobody can sign up by this invitation: it is not known, too old, taken back, or was used"
                                + " already. Ask for another one.");
            case SignUp.SignUpResult.HasToWait(Duration delay) ->
                throw Problem.of(
                                429,
                                "too-many-requests",
                                "Too many requests",
                                "There were too many sign-ups. Try again in %s."
                                        .formatted(Waiting.words(delay, ENGLISH)))
                        .retryAfter(Duration.ofSeconds(Waiting.seconds(delay)));
        };
    }

    private SignUp.SignUpResult outcome(NewAccount wish, String address) {
        try {
            return signUp.signUp(wish.email(), wish.name(), wish.password(), wish.invitation(), address);
        } catch (TooBusy e) {
            throw Problem.temporarilyUnavailable("Too many people sign up at this moment.", BUSY);
        } catch (ServicesAway e) {
            throw Problem.temporarilyUnavailable("The invitation could not be looked up at this moment.", BUSY);
        }
    }

    private IssuedCredential issued(User owner, String label) {
        return switch (credentials.issue(owner.id(), label)) {
            case ApiCredentials.IssueResult.Issued(IssuedCredential issued) -> issued;
            case ApiCredentials.IssueResult.Refused(List<FieldError> errors) -> throw invalid(errors);
            case ApiCredentials.IssueResult.TooMany _ ->
                throw Problem.of(
                                409,
                                "too-many-credentials",
                                "Too many credentials",
                                "You have as many credentials as one may have; revoke one first.")
                        .withFact("limit", ApiCredentials.MOST);
        };
    }

    private static Problem invalid(List<FieldError> errors) {
        return Problem.invalidFields(errors.stream()
                .map(error -> new dev.kept.http.FieldError("#/" + error.field(), error.code(), error.detail()))
                .toList());
    }
}
