package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.factor.PendingSignIns;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.mail.Letter;
import dev.kept.accounts.sessions.BrowserSessions;
import dev.kept.accounts.sessions.KnownDevices;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A new password for who has forgotten the old one, by a link; neither answer nor time tells whether an address has an account. */
@Component
public class PasswordReset {

    private static final LinkPurpose[] PURPOSES = LinkPurpose.RESETS.toArray(LinkPurpose[]::new);

    /** What became of the wish for a link. */
    public sealed interface AskResult {
        /** If there is an account with this address, a link is on its way. */
        record Asked() implements AskResult {}

        record Refused(List<FieldError> errors) implements AskResult {}

        record HasToWait(Duration delay) implements AskResult {}
    }

    /** What became of the new password. */
    public sealed interface ResetResult {
        record Reset() implements ResetResult {}

        record Refused(List<FieldError> errors) implements ResetResult {}

        /** @param state what is wrong with it */
        record NoGoodLink(LinkState state) implements ResetResult {}
    }

    private final JdbcUsers users;
    private final Passwords passwords;
    private final AccountLinks links;
    private final AccountMails mails;
    private final AttemptLimits limits;
    private final BrowserSessions sessions;
    private final KnownDevices devices;
    private final PendingSignIns pending;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PasswordReset(
            JdbcUsers users,
            Passwords passwords,
            AccountLinks links,
            AccountMails mails,
            AttemptLimits limits,
            BrowserSessions sessions,
            KnownDevices devices,
            PendingSignIns pending,
            @OfAccounts TransactionTemplate transactions,
            @OfAccounts Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.links = links;
        this.mails = mails;
        this.limits = limits;
        this.sessions = sessions;
        this.devices = devices;
        this.pending = pending;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether links are sent; without a mail server the operator hands them over. */
    public boolean byMail() {
        return mails.areSent();
    }

    /**
     * Sends a link to the address if there is an account with it. Whether there is one is looked up after the answer.
     *
     * @param address the network address of who asks
     * @throws TooBusy when too many mails wait already
     */
    public AskResult ask(@Nullable String email, String address, Locale language) {
        AccountFields fields = new AccountFields();
        String checked = fields.read(AccountField.EMAIL, email);
        if (!fields.errors().isEmpty()) {
            return new AskResult.Refused(fields.errors());
        }
        Optional<Duration> wait = limits.admit(List.of(
                Subject.account(AttemptRule.RESET_PER_ACCOUNT, AccountField.emailKey(checked)),
                Subject.address(AttemptRule.RESET_PER_ADDRESS, address)));
        if (wait.isPresent()) {
            return new AskResult.HasToWait(wait.get());
        }
        mails.send(() -> letter(checked, language));
        return new AskResult.Asked();
    }

    public LinkState state(String secret) {
        return links.state(secret, PURPOSES);
    }

    /**
     * Sets the password and ends all sessions. API credentials stay: they are programs', and have secrets of their own.
     *
     * @throws TooBusy when more passwords are to be hashed at once than this machine takes
     */
    public ResetResult reset(String secret, @Nullable String password, Locale language) {
        if (!(state(secret) instanceof LinkState.Good link)) {
            return new ResetResult.NoGoodLink(state(secret));
        }
        AccountFields fields = new AccountFields();
        String checked = fields.read(AccountField.PASSWORD, password);
        if (!fields.errors().isEmpty()) {
            return new ResetResult.Refused(fields.errors());
        }
        String hash = passwords.hash(checked);
        if (!Boolean.TRUE.equals(transactions.execute(transaction -> replaced(secret, link, hash)))) {
            return new ResetResult.NoGoodLink(state(secret));
        }
        users.byId(link.owner()).ifPresent(user -> mails.tell(user, language, "password-changed"));
        return new ResetResult.Reset();
    }

    private boolean replaced(String secret, LinkState.Good link, String hash) {
        if (!links.use(secret)) {
            return false;
        }
        UUID owner = link.owner();
        users.setPassword(owner, hash);
        if (link.purpose() == LinkPurpose.RESET_PASSWORD) {
            users.verify(owner, link.email(), clock.instant());
        }
        links.expire(owner, PURPOSES);
        sessions.endAll(owner);
        pending.endAll(owner);
        devices.forgetAll(owner);
        return true;
    }

    private Optional<Letter> letter(String email, Locale language) {
        return users.byEmail(email)
                .map(JdbcUsers.WithPassword::user)
                .map(user -> mails.resetLink(
                        user, language, links.issue(user.id(), LinkPurpose.RESET_PASSWORD, user.email())));
    }
}
