package dev.kept.accounts;

import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.passkey.PasskeyAnswer;
import dev.kept.accounts.passkey.PasskeyOptions;
import dev.kept.accounts.passkey.PasskeyProblem;
import dev.kept.accounts.passkey.Passkeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs in by a passkey: the device has checked who holds it, so neither password nor code is asked for. */
@Component
public class PasskeySignIn {

    /** What became of the wish to be asked. */
    public sealed interface BeginResult {
        /** @param options what the browser is asked */
        record Begun(PasskeyOptions.Request options) implements BeginResult {
            @Override
            public String toString() {
                return "Begun";
            }
        }

        record HasToWait(Duration delay) implements BeginResult {}

        /** Browsers show no passkeys at this address. */
        record NotPossible() implements BeginResult {}
    }

    /** What became of it. */
    public sealed interface SignInResult {
        record SignedIn(User user) implements SignInResult {}

        record Refused(PasskeyProblem problem) implements SignInResult {}

        record HasToWait(Duration delay) implements SignInResult {}
    }

    private final Passkeys passkeys;
    private final JdbcUsers users;
    private final AttemptLimits limits;

    PasskeySignIn(Passkeys passkeys, JdbcUsers users, AttemptLimits limits) {
        this.passkeys = passkeys;
        this.users = users;
        this.limits = limits;
    }

    /** Whether there is any use in offering it at the address where people reach Kept. */
    public boolean isPossible() {
        return passkeys.arePossible();
    }

    /**
     * Anybody can ask without signing in, and each question is stored: too many from one network address have to wait.
     *
     * @param browser what the browser shows with each form
     */
    public BeginResult begin(String browser, String address) {
        if (!isPossible()) {
            return new BeginResult.NotPossible();
        }
        return limits.admit(List.of(Subject.address(AttemptRule.PASSKEY_QUESTIONS_PER_ADDRESS, address)))
                .<BeginResult>map(BeginResult.HasToWait::new)
                .orElseGet(() -> new BeginResult.Begun(passkeys.signIn(browser)));
    }

    /**
     * There is nothing to guess here; whoever sends what is not right all the same has to wait, by network address.
     *
     * @param answer what the browser made of {@link #begin}, as JSON
     */
    public SignInResult signIn(String browser, @Nullable String answer, String address) {
        Subject sender = Subject.address(AttemptRule.PASSKEY_PER_ADDRESS, address);
        Optional<Duration> wait = limits.admit(List.of(sender));
        if (wait.isPresent()) {
            return new SignInResult.HasToWait(wait.get());
        }
        return switch (passkeys.signedIn(browser, answer == null ? "" : answer)) {
            case PasskeyAnswer.Wrong(PasskeyProblem problem) -> new SignInResult.Refused(problem);
            case PasskeyAnswer.Right(UUID owner) -> {
                limits.takeBack(sender);
                yield users.byId(owner)
                        .<SignInResult>map(SignInResult.SignedIn::new)
                        .orElseGet(() -> new SignInResult.Refused(PasskeyProblem.UNKNOWN));
            }
        };
    }
}
