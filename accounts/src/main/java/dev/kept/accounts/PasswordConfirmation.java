package dev.kept.accounts;

import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.passkey.PasskeyConfirmations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks who is signed in for the password or a passkey again, before something that a passer-by at an open browser must not do. */
@Component
class PasswordConfirmation {

    /** What it showed. */
    sealed interface Confirmation {
        record Right() implements Confirmation {}

        record Wrong(FieldError error) implements Confirmation {}

        record HasToWait(Duration delay) implements Confirmation {}
    }

    private final JdbcUsers users;
    private final Passwords passwords;
    private final PasskeyConfirmations passkeys;
    private final AttemptLimits limits;

    PasswordConfirmation(JdbcUsers users, Passwords passwords, PasskeyConfirmations passkeys, AttemptLimits limits) {
        this.users = users;
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.limits = limits;
    }

    /**
     * @param typed the password, or what a passkey got in its place
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
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
            return new Confirmation.Wrong(wrong(owner));
        } catch (TooBusy e) {
            limits.takeBack(guesser);
            throw e;
        }
    }

    private boolean isRight(UUID owner, @Nullable String typed) {
        return typed != null
                && SignIn.storable(typed)
                && (passkeys.take(owner, typed)
                        || users.passwordHash(owner)
                                .filter(hash -> passwords.matches(AccountField.comparablePassword(typed), hash))
                                .isPresent());
    }

    private FieldError wrong(UUID owner) {
        return users.passwordHash(owner).isPresent()
                ? new FieldError(PasswordChange.CURRENT, "wrong", "The password is not right.")
                : new FieldError(PasswordChange.CURRENT, "passkey-needed", "Show a passkey first.");
    }
}
