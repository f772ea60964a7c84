package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.Rule;
import dev.kept.accounts.limits.Subject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a person known. Nothing is sent to the e-mail address: whose it is, is not verified. */
@Component
public class SignUp {

    /** What became of it. */
    public sealed interface Outcome {
        record SignedUp(User user) implements Outcome {}

        /** All errors of all fields. */
        record Refused(List<FieldError> errors) implements Outcome {}

        /** The address has an account already, whatever its upper and lower case. */
        record Taken() implements Outcome {}

        record HasToWait(Duration delay) implements Outcome {}
    }

    private final JdbcUsers users;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final Clock clock;

    SignUp(JdbcUsers users, Passwords passwords, AttemptLimits limits, @OfAccounts Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * For a program of our own in the same process: unlimited.
     *
     * @throws TooBusy when more passwords are to be hashed at once than this machine takes
     */
    public Outcome signUp(@Nullable String email, @Nullable String name, @Nullable String password) {
        return signUp(email, name, password, List.of());
    }

    /**
     * As {@link #signUp(String, String, String)}, limited per e-mail address and per network address.
     *
     * @param address the network address of who asks
     */
    public Outcome signUp(@Nullable String email, @Nullable String name, @Nullable String password, String address) {
        return signUp(
                email,
                name,
                password,
                List.of(
                        Subject.account(Rule.SIGN_UP_PER_ACCOUNT, Field.emailKey(email == null ? "" : email)),
                        Subject.address(Rule.SIGN_UP_PER_ADDRESS, address)));
    }

    private Outcome signUp(
            @Nullable String email, @Nullable String name, @Nullable String password, List<Subject> limited) {
        Fields fields = new Fields();
        String checkedName = fields.read(Field.NAME, name);
        String checkedEmail = fields.read(Field.EMAIL, email);
        String checkedPassword = fields.read(Field.PASSWORD, password);
        if (!fields.errors().isEmpty()) {
            return new Outcome.Refused(fields.errors());
        }
        Optional<Duration> wait = limits.admit(limited);
        if (wait.isPresent()) {
            return new Outcome.HasToWait(wait.get());
        }
        if (users.taken(checkedEmail)) {
            return new Outcome.Taken();
        }
        User user = new User(UUID.randomUUID(), checkedEmail, checkedName);
        return users.insert(user, passwords.hash(checkedPassword), clock.instant())
                ? new Outcome.SignedUp(user)
                : new Outcome.Taken();
    }
}
