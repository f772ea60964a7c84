package dev.kept.accounts;

import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks who is signed in for the password again, before something that a passer-by at an open browser must not do. */
@Component
class PasswordConfirmation {

    /** What it showed. */
    sealed interface Confirmation {
        record Right() implements Confirmation {}

        record Wrong() implements Confirmation {}

        record HasToWait(Duration delay) implements Confirmation {}
    }

    private final JdbcUsers users;
    private final Passwords passwords;
    private final AttemptLimits limits;

    PasswordConfirmation(JdbcUsers users, Passwords passwords, AttemptLimits limits) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
    }

    /** @throws TooBusy when more passwords are to be checked at once than this machine takes */
    Confirmation check(UUID owner, @Nullable String typed) {
        Subject guesser = Subject.account(AttemptRule.PASSWORD_CONFIRMATION, owner.toString());
        Optional<Duration> wait = limits.admit(List.of(guesser));
        if (wait.isPresent()) {
            return new Confirmation.HasToWait(wait.get());
        }
        try {
            if (isRight(owner, typed)) {
                limits.clear(guesser);
                return new Confirmation.Right();
            }
            return new Confirmation.Wrong();
        } catch (TooBusy e) {
            limits.takeBack(guesser);
            throw e;
        }
    }

    private boolean isRight(UUID owner, @Nullable String typed) {
        return typed != null
                && SignIn.storable(typed)
                && users.passwordHash(owner)
                        .filter(hash -> passwords.matches(AccountField.comparablePassword(typed), hash))
                        .isPresent();
    }
}
