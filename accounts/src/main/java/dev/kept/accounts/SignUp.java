package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.invitation.Admission;
import dev.kept.accounts.invitation.Brought;
import dev.kept.accounts.invitation.Invitations;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.accounts.settings.SignUpMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a person known. Whose the e-mail address is, shows a link that is sent there; see {@link EmailAddresses}. */
@Component
public class SignUp {

    /** What became of it. */
    public sealed interface SignUpResult {
        record SignedUp(User user) implements SignUpResult {}

        /** All errors of all fields. */
        record Refused(List<FieldError> errors) implements SignUpResult {}

        /** The address has an account already, whatever its upper and lower case. */
        record Taken() implements SignUpResult {}

        /** The operator has closed sign-up. */
        record Closed() implements SignUpResult {}

        /** Only invited people sign up here, and nothing was brought. */
        record InvitationNeeded() implements SignUpResult {}

        /** What was brought is no invitation, is too old, was taken back, or somebody used it before. */
        record InvitationUnusable() implements SignUpResult {}

        record HasToWait(Duration delay) implements SignUpResult {}
    }

    private final JdbcUsers users;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final SignUpMode mode;
    private final Invitations invitations;
    private final TransactionTemplate transactions;
    private final MailDomains domains;
    private final Clock clock;

    SignUp(
            JdbcUsers users,
            Passwords passwords,
            AttemptLimits limits,
            AccountsSettings settings,
            MailDomains domains,
            Invitations invitations,
            @OfAccounts TransactionTemplate transactions,
            @OfAccounts Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
        this.mode = settings.signUp();
        this.domains = domains;
        this.invitations = invitations;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether the operator lets people sign up, all of them or those who are invited. */
    public boolean isPossible() {
        return mode != SignUpMode.CLOSED;
    }

    /** Whether only people who bring an invitation sign up. */
    public boolean asksForInvitation() {
        return mode == SignUpMode.INVITATION;
    }

    /**
     * Whether somebody who brings this need not be asked for an invitation. Of one to a ledger that shows only once it is used, for its own
     * page has said already what became of it.
     */
    public boolean mayBeInvited(@Nullable String invitation) {
        return Brought.read(invitation == null ? "" : invitation)
                .filter(brought -> brought instanceof Brought.ToLedger
                        || invitations.admission(brought).isPresent())
                .isPresent();
    }

    /**
     * For a program of our own in the same process: unlimited, also where sign-up is closed, and of any domain.
     *
     * @throws TooBusy when more passwords are to be hashed at once than this machine takes
     */
    public SignUpResult signUp(@Nullable String email, @Nullable String name, @Nullable String password) {
        return signUp(email, name, password, null, List.of());
    }

    /**
     * As {@link #signUp(String, String, String)}, limited per e-mail address, per network address and per invitation. Whether there is an
     * account with the address is told to nobody who may not sign up.
     *
     * @param invitation the link of an invitation, where one is needed
     * @param address the network address of who asks
     * @throws dev.kept.accounts.services.ServicesAway when the invitation leads to a ledger and the API does not answer
     */
    public SignUpResult signUp(
            @Nullable String email,
            @Nullable String name,
            @Nullable String password,
            @Nullable String invitation,
            String address) {
        if (!isPossible()) {
            return new SignUpResult.Closed();
        }
        String brought = invitation == null || !asksForInvitation() ? "" : invitation;
        if (asksForInvitation() && brought.isBlank()) {
            return new SignUpResult.InvitationNeeded();
        }
        List<Subject> limited = new ArrayList<>(List.of(
                Subject.account(AttemptRule.SIGN_UP_PER_ACCOUNT, AccountField.emailKey(email == null ? "" : email)),
                Subject.address(AttemptRule.SIGN_UP_PER_ADDRESS, address)));
        Brought.read(brought)
                .map(each -> Subject.invitation(AttemptRule.SIGN_UP_PER_INVITATION, each.key()))
                .ifPresent(limited::add);
        return signUp(email, name, password, asksForInvitation() ? brought : null, limited);
    }

    /** @param invitation null where none is needed */
    private SignUpResult signUp(
            @Nullable String email,
            @Nullable String name,
            @Nullable String password,
            @Nullable String invitation,
            List<Subject> limited) {
        AccountFields fields = new AccountFields();
        String checkedName = fields.read(AccountField.NAME, name);
        String checkedEmail = fields.read(AccountField.EMAIL, email);
        String checkedPassword = fields.read(AccountField.PASSWORD, password);
        List<FieldError> errors = new ArrayList<>(fields.errors());
        if (!limited.isEmpty() && !checkedEmail.isEmpty()) {
            domains.refusal(checkedEmail).ifPresent(errors::add);
        }
        if (!errors.isEmpty()) {
            return new SignUpResult.Refused(errors);
        }
        Optional<Duration> wait = limits.admit(limited);
        if (wait.isPresent()) {
            return new SignUpResult.HasToWait(wait.get());
        }
        Optional<Admission> admission =
                invitation == null ? Optional.empty() : Brought.read(invitation).flatMap(invitations::admission);
        if (invitation != null && admission.isEmpty()) {
            return new SignUpResult.InvitationUnusable();
        }
        if (users.taken(checkedEmail)) {
            return new SignUpResult.Taken();
        }
        boolean verified =
                admission.filter(each -> isMailedTo(each, checkedEmail)).isPresent();
        User user = new User(UUID.randomUUID(), checkedEmail, checkedName, verified);
        String hash = passwords.hash(checkedPassword);
        return Objects.requireNonNull(transactions.execute(transaction -> {
            if (!admission.map(invitations::spend).orElse(true)) {
                return new SignUpResult.InvitationUnusable();
            }
            if (!users.insert(user, hash, clock.instant())) {
                transaction.setRollbackOnly();
                return new SignUpResult.Taken();
            }
            if (verified) {
                users.verify(user.id(), user.email(), clock.instant());
            }
            return new SignUpResult.SignedUp(user);
        }));
    }

    /** Whoever has the secret of an invitation that was mailed there reads mail there. */
    private static boolean isMailedTo(Admission admission, String email) {
        return admission instanceof Admission.OfOperator operator
                && operator.email() != null
                && AccountField.emailKey(operator.email()).equals(AccountField.emailKey(email));
    }
}
