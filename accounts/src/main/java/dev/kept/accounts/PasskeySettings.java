package dev.kept.accounts;

import dev.kept.accounts.PasswordConfirmation.Confirmation;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.factor.PendingSignIns;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.passkey.PasskeyAnswer;
import dev.kept.accounts.passkey.PasskeyConfirmations;
import dev.kept.accounts.passkey.PasskeyOptions;
import dev.kept.accounts.passkey.PasskeyProblem;
import dev.kept.accounts.passkey.Passkeys;
import dev.kept.accounts.recovery.RecoveryCodes;
import dev.kept.accounts.sessions.BrowserSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds and removes a person's passkeys, and takes the password away from who has one; each step asks for the password or a passkey. */
@Component
public class PasskeySettings {

    /** The field of the name. */
    public static final String NAME = AccountField.PASSKEY.key();

    /** What became of the wish to add one. */
    public sealed interface BeginResult {
        /**
         * @param name as it will be called
         * @param options what the browser is asked
         */
        record Begun(String name, PasskeyOptions.Creation options) implements BeginResult {
            @Override
            public String toString() {
                return "Begun";
            }
        }

        /** All errors of all fields. */
        record Refused(List<FieldError> errors) implements BeginResult {}

        record HasToWait(Duration delay) implements BeginResult {}
    }

    /** What became of a step. */
    public sealed interface StepResult {
        /** @param recoveryCodes new ones, shown this once; none where the step makes none */
        record Done(List<String> recoveryCodes) implements StepResult {
            Done() {
                this(List.of());
            }

            @Override
            public String toString() {
                return "Done";
            }
        }

        record Refused(List<FieldError> errors) implements StepResult {}

        record HasToWait(Duration delay) implements StepResult {}

        /** There is no such passkey of the person's, or not any more. */
        record NotThere() implements StepResult {}
    }

    /** What became of a passkey that was shown again. */
    public sealed interface ConfirmResult {
        /** @param secret what the next form shows in the place of the password */
        record Confirmed(String secret) implements ConfirmResult {
            @Override
            public String toString() {
                return "Confirmed";
            }
        }

        record Refused(PasskeyProblem problem) implements ConfirmResult {}

        record HasToWait(Duration delay) implements ConfirmResult {}
    }

    /** Whether a person can do without a password, and why not. */
    public enum PasswordNeed {
        /** There is no password. */
        NONE_LEFT,
        /** There is a passkey, and a way to come back when it is lost. */
        NOT_NEEDED,
        /** There is no passkey. */
        NO_PASSKEY,
        /** Nobody knows whether a mail with a link would arrive, and there are no recovery codes. */
        ADDRESS_NOT_VERIFIED,
        /** No mail is sent here, and there are no recovery codes. */
        NO_MAIL
    }

    private final Passkeys passkeys;
    private final PasskeyConfirmations confirmations;
    private final RecoveryCodes codes;
    private final PasswordConfirmation confirmation;
    private final JdbcUsers users;
    private final AttemptLimits limits;
    private final BrowserSessions sessions;
    private final PendingSignIns pending;
    private final AccountMails mails;
    private final TransactionTemplate transactions;

    PasskeySettings(
            Passkeys passkeys,
            PasskeyConfirmations confirmations,
            RecoveryCodes codes,
            PasswordConfirmation confirmation,
            JdbcUsers users,
            AttemptLimits limits,
            BrowserSessions sessions,
            PendingSignIns pending,
            AccountMails mails,
            @OfAccounts TransactionTemplate transactions) {
        this.passkeys = passkeys;
        this.confirmations = confirmations;
        this.codes = codes;
        this.confirmation = confirmation;
        this.users = users;
        this.limits = limits;
        this.sessions = sessions;
        this.pending = pending;
        this.mails = mails;
        this.transactions = transactions;
    }

    /**
     * Asks the browser for a new one.
     *
     * @param browser what the browser shows with each form
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
    public BeginResult begin(User user, String browser, @Nullable String name, @Nullable String password) {
        AccountFields fields = new AccountFields();
        String checked = fields.read(AccountField.PASSKEY, name);
        List<FieldError> errors = new ArrayList<>(fields.errors());
        if (hasAll(user)) {
            errors.add(tooMany());
        }
        switch (confirmation.check(user.id(), password)) {
            case Confirmation.HasToWait(Duration delay) -> {
                return new BeginResult.HasToWait(delay);
            }
            case Confirmation.Wrong(FieldError error) -> errors.add(error);
            case Confirmation.Right _ -> {}
        }
        return errors.isEmpty()
                ? new BeginResult.Begun(checked, passkeys.creation(user.id(), browser, user.email(), user.name()))
                : new BeginResult.Refused(errors);
    }

    /**
     * Takes what the browser made. That it answers a challenge of {@link #begin} shows that the password was right before.
     *
     * @param answer as JSON
     */
    public StepResult add(User user, String browser, @Nullable String name, @Nullable String answer, Locale language) {
        AccountFields fields = new AccountFields();
        String checked = fields.read(AccountField.PASSKEY, name);
        if (!fields.errors().isEmpty()) {
            return new StepResult.Refused(fields.errors());
        }
        StepResult result = Objects.requireNonNull(transactions.execute(transaction -> {
            users.lock(user.id());
            // Counted again: several may have been begun at once.
            if (hasAll(user)) {
                return new StepResult.Refused(List.of(tooMany()));
            }
            return switch (passkeys.add(user.id(), browser, answer == null ? "" : answer, checked)) {
                case PasskeyAnswer.Wrong(PasskeyProblem problem) -> new StepResult.Refused(List.of(error(problem)));
                case PasskeyAnswer.Right _ -> new StepResult.Done();
            };
        }));
        if (result instanceof StepResult.Done) {
            mails.tell(user, language, "passkey-added");
        }
        return result;
    }

    /** @param browser what the browser shows with each form */
    public PasskeyOptions.Request askAgain(User user, String browser) {
        return passkeys.confirm(user.id(), browser);
    }

    /** @param answer what the browser made of {@link #askAgain}, as JSON */
    public ConfirmResult confirm(User user, String browser, @Nullable String answer) {
        Subject guesser =
                Subject.account(AttemptRule.PASSKEY_CONFIRMATION, user.id().toString());
        Optional<Duration> wait = limits.admit(List.of(guesser));
        if (wait.isPresent()) {
            return new ConfirmResult.HasToWait(wait.get());
        }
        return switch (passkeys.confirmed(user.id(), browser, answer == null ? "" : answer)) {
            case PasskeyAnswer.Wrong(PasskeyProblem problem) -> new ConfirmResult.Refused(problem);
            case PasskeyAnswer.Right _ -> {
                limits.clear(guesser);
                yield new ConfirmResult.Confirmed(confirmations.issue(user.id()));
            }
        };
    }

    /**
     * Removes one and ends all of the person's sessions but this one: whoever has the device may be signed in by it.
     *
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
    public StepResult remove(User user, UUID session, UUID passkey, @Nullable String password, Locale language) {
        return confirmed(user, password, language, "passkey-removed", () -> {
            if (passkeys.of(user.id()).stream().noneMatch(each -> each.id().equals(passkey))) {
                return new StepResult.NotThere();
            }
            if (passkeys.count(user.id()) == 1 && users.passwordHash(user.id()).isEmpty()) {
                return new StepResult.Refused(List.of(new FieldError(
                        PasswordChange.CURRENT,
                        "only-way",
                        "This is your only way to sign in: set a password first.")));
            }
            passkeys.remove(passkey, user.id());
            sessions.endOthers(user.id(), session);
            return new StepResult.Done();
        });
    }

    /** How many recovery codes the person has left. */
    public int recoveryCodes(User user) {
        return codes.left(user.id());
    }

    /**
     * Makes new recovery codes, for who has a passkey; the others are good for nothing from then on.
     *
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
    public StepResult newRecoveryCodes(User user, @Nullable String password, Locale language) {
        return confirmed(
                user,
                password,
                language,
                "recovery-codes",
                () -> passkeys.count(user.id()) == 0
                        ? new StepResult.NotThere()
                        : new StepResult.Done(codes.renew(user.id())));
    }

    /** Whether the person can do without a password. */
    public PasswordNeed passwordNeed(User user) {
        if (users.passwordHash(user.id()).isEmpty()) {
            return PasswordNeed.NONE_LEFT;
        }
        if (passkeys.count(user.id()) == 0) {
            return PasswordNeed.NO_PASSKEY;
        }
        if (codes.left(user.id()) > 0) {
            return PasswordNeed.NOT_NEEDED;
        }
        if (!mails.areSent()) {
            return PasswordNeed.NO_MAIL;
        }
        return user.verified() ? PasswordNeed.NOT_NEEDED : PasswordNeed.ADDRESS_NOT_VERIFIED;
    }

    /**
     * Takes the password away and ends all of the person's sessions but this one; a link by mail or a recovery code sets another one.
     *
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
    public StepResult removePassword(User user, UUID session, @Nullable String password, Locale language) {
        return confirmed(user, password, language, "password-removed", () -> {
            if (passwordNeed(user) != PasswordNeed.NOT_NEEDED) {
                return new StepResult.NotThere();
            }
            users.removePassword(user.id());
            sessions.endOthers(user.id(), session);
            pending.endAll(user.id());
            return new StepResult.Done();
        });
    }

    /** @param mail tells the person when it is done */
    private StepResult confirmed(
            User user, @Nullable String password, Locale language, String mail, Supplier<StepResult> step) {
        return switch (confirmation.check(user.id(), password)) {
            case Confirmation.HasToWait(Duration delay) -> new StepResult.HasToWait(delay);
            case Confirmation.Wrong(FieldError error) -> new StepResult.Refused(List.of(error));
            case Confirmation.Right _ -> {
                StepResult result = Objects.requireNonNull(transactions.execute(transaction -> {
                    users.lock(user.id());
                    return step.get();
                }));
                if (result instanceof StepResult.Done) {
                    mails.tell(user, language, mail);
                }
                yield result;
            }
        };
    }

    private boolean hasAll(User user) {
        return passkeys.count(user.id()) >= Passkeys.MOST;
    }

    private static FieldError tooMany() {
        return new FieldError(NAME, "too-many", "You have as many passkeys as one may have; remove one first.");
    }

    private static FieldError error(PasskeyProblem problem) {
        return new FieldError(NAME, problem.code(), "The passkey was not added.");
    }
}
