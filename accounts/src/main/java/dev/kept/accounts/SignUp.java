package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.accounts.settings.SignUpMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

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

        record HasToWait(Duration delay) implements SignUpResult {}
    }

    private final JdbcUsers users;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final SignUpMode mode;
    private final MailDomains domains;
    private final Clock clock;

    SignUp(
            JdbcUsers users,
            Passwords passwords,
            AttemptLimits limits,
            AccountsSettings settings,
            MailDomains domains,
            @OfAccounts Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
        this.mode = settings.signUp();
        this.domains = domains;
        this.clock = clock;
    }

    /** Whether the operator lets people sign up. */
    public boolean isOpen() {
        return mode == SignUpMode.OPEN;
    }

    /**
     * For a program of our own in the same process: unlimited, also where sign-up is closed, and of any domain.
     *
     * @throws TooBusy when more passwords are to be hashed at once than this machine takes
     */
    public SignUpResult signUp(@Nullable String email, @Nullable String name, @Nullable String password) {
        return signUp(email, name, password, List.of());
    }

    /**
     * As {@link #signUp(String, String, String)}, limited per e-mail address and per network address.
     *
     * @param address the network address of who asks
     */
    public SignUpResult signUp(
            @Nullable String email, @Nullable String name, @Nullable String password, String address) {
        if (!isOpen()) {
            return new SignUpResult.Closed();
        }
        return signUp(
                email,
                name,
                password,
                List.of(
                        Subject.account(
                                AttemptRule.SIGN_UP_PER_ACCOUNT, AccountField.emailKey(email == null ? "" : email)),
                        Subject.address(AttemptRule.SIGN_UP_PER_ADDRESS, address)));
    }

    private SignUpResult signUp(
            @Nullable String email, @Nullable String name, @Nullable String password, List<Subject> limited) {
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
        if (users.taken(checkedEmail)) {
            return new SignUpResult.Taken();
        }
        User user = new User(UUID.randomUUID(), checkedEmail, checkedName, false);
        return users.insert(user, passwords.hash(checkedPassword), clock.instant())
                ? new SignUpResult.SignedUp(user)
                : new SignUpResult.Taken();
    }
}
