package dev.kept.accounts;

import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.Rule;
import dev.kept.accounts.limits.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks an e-mail address and a password; neither answer nor time tells whether the address has an account. */
@Component
public class SignIn {

    /** What became of it. */
    public sealed interface Outcome {
        record SignedIn(User user) implements Outcome {}

        record Refused() implements Outcome {}

        record HasToWait(Duration delay) implements Outcome {}
    }

    /** Some characters become several when they are normalised, and the other way round. */
    private static final int LONGEST = 4 * Field.EMAIL.max();

    private final JdbcUsers users;
    private final Passwords passwords;
    private final AttemptLimits limits;

    SignIn(JdbcUsers users, Passwords passwords, AttemptLimits limits) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
    }

    /**
     * Limited per account, whether it exists or not, and per network address.
     *
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
    public Outcome signIn(@Nullable String email, @Nullable String password, String address) {
        String typedEmail = email == null ? "" : email;
        Subject account = Subject.account(Rule.SIGN_IN_PER_ACCOUNT, Field.emailKey(typedEmail));
        Subject network = Subject.address(Rule.SIGN_IN_PER_ADDRESS, address);
        Optional<Duration> wait = limits.admit(List.of(account, network));
        if (wait.isPresent()) {
            return new Outcome.HasToWait(wait.get());
        }
        Optional<User> user = check(typedEmail, password == null ? "" : password, account, network);
        if (user.isEmpty()) {
            return new Outcome.Refused();
        }
        limits.clear(account);
        limits.takeBack(network);
        return new Outcome.SignedIn(user.get());
    }

    private Optional<User> check(String email, String password, Subject account, Subject network) {
        Optional<JdbcUsers.WithPassword> known = storable(email) ? users.byEmail(email) : Optional.empty();
        String comparable = storable(password) ? Field.comparablePassword(password) : "";
        String hash = known.map(JdbcUsers.WithPassword::passwordHash).orElseGet(passwords::nobodys);
        try {
            boolean right = passwords.matches(comparable, hash);
            return right ? known.map(JdbcUsers.WithPassword::user) : Optional.empty();
        } catch (TooBusy e) {
            limits.takeBack(account);
            limits.takeBack(network);
            throw e;
        }
    }

    /** What sign-up would not have taken was never stored, and is not shown to hash or database either. */
    private static boolean storable(String typed) {
        return typed.length() <= LONGEST && Field.isPlainText(typed);
    }
}
