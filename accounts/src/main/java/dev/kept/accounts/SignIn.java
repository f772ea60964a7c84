package dev.kept.accounts;

import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.sessions.KnownDevices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks an e-mail address and a password; neither answer nor time tells whether the address has an account. */
@Component
public class SignIn {

    /** What became of it. */
    public sealed interface SignInResult {
        record SignedIn(User user) implements SignInResult {}

        record Refused() implements SignInResult {}

        record HasToWait(Duration delay) implements SignInResult {}
    }

    /** Some characters become several when they are normalised, and the other way round. */
    private static final int LONGEST = 4 * AccountField.EMAIL.max();

    private final JdbcUsers users;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final KnownDevices devices;

    SignIn(JdbcUsers users, Passwords passwords, AttemptLimits limits, KnownDevices devices) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
        this.devices = devices;
    }

    /**
     * Slows down whoever guesses, not the person whose account it is: an account, whether it exists or not, is limited per network
     * address, and so are all accounts together. A device on which the person has signed in before is counted by itself.
     *
     * @param device what the browser shows to be known by; null when it shows nothing
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
    public SignInResult signIn(
            @Nullable String email, @Nullable String password, String address, @Nullable String device) {
        String typedEmail = email == null ? "" : email;
        List<Subject> guesser = guesser(AccountField.emailKey(typedEmail), address, device);
        Optional<Duration> wait = limits.admit(guesser);
        if (wait.isPresent()) {
            return new SignInResult.HasToWait(wait.get());
        }
        Optional<User> user = check(typedEmail, password == null ? "" : password, guesser);
        if (user.isEmpty()) {
            return new SignInResult.Refused();
        }
        limits.clear(guesser.getFirst());
        guesser.stream().skip(1).forEach(limits::takeBack);
        return new SignInResult.SignedIn(user.get());
    }

    /** Who is held to account for a wrong password, whatever concerns the account alone first. */
    private List<Subject> guesser(String emailKey, String address, @Nullable String device) {
        if (device != null && devices.isKnown(emailKey, device)) {
            return List.of(Subject.accountAndDevice(AttemptRule.SIGN_IN_PER_ACCOUNT_AND_DEVICE, emailKey, device));
        }
        return List.of(
                Subject.accountAndAddress(AttemptRule.SIGN_IN_PER_ACCOUNT_AND_ADDRESS, emailKey, address),
                Subject.address(AttemptRule.SIGN_IN_PER_ADDRESS, address));
    }

    private Optional<User> check(String email, String password, List<Subject> guesser) {
        Optional<JdbcUsers.WithPassword> known = storable(email) ? users.byEmail(email) : Optional.empty();
        String comparable = storable(password) ? AccountField.comparablePassword(password) : "";
        String hash = known.map(JdbcUsers.WithPassword::passwordHash).orElseGet(passwords::nobodys);
        try {
            boolean right = passwords.matches(comparable, hash);
            return right ? known.map(JdbcUsers.WithPassword::user) : Optional.empty();
        } catch (TooBusy e) {
            guesser.forEach(limits::takeBack);
            throw e;
        }
    }

    /** What sign-up would not have taken was never stored, and is not shown to hash or database either. */
    static boolean storable(String typed) {
        return typed.length() <= LONGEST && AccountField.isPlainText(typed);
    }
}
