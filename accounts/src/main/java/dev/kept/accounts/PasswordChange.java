package dev.kept.accounts;

import dev.kept.accounts.PasswordConfirmation.Confirmation;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.factor.PendingSignIns;
import dev.kept.accounts.sessions.BrowserSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Another password for who knows the old one or shows a passkey; a first one for who had none. */
@Component
public class PasswordChange {

    /** The field of the old password, or of what a passkey got in its place. */
    public static final String CURRENT = "current";

    /** What became of it. */
    public sealed interface ChangeResult {
        record Changed() implements ChangeResult {}

        /** All errors of all fields. */
        record Refused(List<FieldError> errors) implements ChangeResult {}

        record HasToWait(Duration delay) implements ChangeResult {}
    }

    private final JdbcUsers users;
    private final Passwords passwords;
    private final PasswordConfirmation confirmation;
    private final AccountLinks links;
    private final AccountMails mails;
    private final BrowserSessions sessions;
    private final PendingSignIns pending;
    private final TransactionTemplate transactions;

    PasswordChange(
            JdbcUsers users,
            Passwords passwords,
            PasswordConfirmation confirmation,
            AccountLinks links,
            AccountMails mails,
            BrowserSessions sessions,
            PendingSignIns pending,
            @OfAccounts TransactionTemplate transactions) {
        this.users = users;
        this.passwords = passwords;
        this.confirmation = confirmation;
        this.links = links;
        this.mails = mails;
        this.sessions = sessions;
        this.pending = pending;
        this.transactions = transactions;
    }

    /**
     * Sets the password and ends all of the person's sessions but the one in which it is done.
     *
     * @throws TooBusy when more passwords are to be checked at once than this machine takes
     */
    public ChangeResult change(
            User user, UUID session, @Nullable String current, @Nullable String password, Locale language) {
        List<FieldError> errors = new ArrayList<>();
        switch (confirmation.check(user.id(), current)) {
            case Confirmation.HasToWait(Duration delay) -> {
                return new ChangeResult.HasToWait(delay);
            }
            case Confirmation.Wrong(FieldError error) -> errors.add(error);
            case Confirmation.Right _ -> {}
        }
        AccountFields fields = new AccountFields();
        String checked = fields.read(AccountField.PASSWORD, password);
        errors.addAll(fields.errors());
        if (!errors.isEmpty()) {
            return new ChangeResult.Refused(errors);
        }
        String hash = passwords.hash(checked);
        transactions.executeWithoutResult(transaction -> {
            users.setPassword(user.id(), hash);
            links.expire(user.id(), LinkPurpose.RESETS.toArray(LinkPurpose[]::new));
            sessions.endOthers(user.id(), session);
            pending.endAll(user.id());
        });
        mails.tell(user, language, "password-changed");
        return new ChangeResult.Changed();
    }
}
