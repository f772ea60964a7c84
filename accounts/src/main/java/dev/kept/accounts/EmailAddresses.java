package dev.kept.accounts;

import dev.kept.accounts.PasswordConfirmation.Confirmation;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether mail to a person's address reaches the person, and another address. Without a mail server no address counts as verified. */
@Component
public class EmailAddresses {

    /** What became of the wish for another link. */
    public sealed interface SendResult {
        record Sent() implements SendResult {}

        /** Nothing is to be shown any more, or there is no mail server. */
        record NotNeeded() implements SendResult {}

        record HasToWait(Duration delay) implements SendResult {}
    }

    /** What became of another address. */
    public sealed interface ChangeResult {
        /** Only the link that was sent there changes it. */
        record LinkSent() implements ChangeResult {}

        /** Without a mail server it is changed at once. */
        record Changed() implements ChangeResult {}

        /** All errors of all fields. */
        record Refused(List<FieldError> errors) implements ChangeResult {}

        record HasToWait(Duration delay) implements ChangeResult {}
    }

    /** What became of a link. */
    public sealed interface ConfirmResult {
        record Confirmed() implements ConfirmResult {}

        /** Somebody else's account has the address by now. */
        record Taken() implements ConfirmResult {}

        /** @param state what is wrong with it */
        record NoGoodLink(LinkState state) implements ConfirmResult {}
    }

    private final JdbcUsers users;
    private final PasswordConfirmation confirmation;
    private final AccountLinks links;
    private final AccountMails mails;
    private final AttemptLimits limits;
    private final MailDomains domains;
    private final TransactionTemplate transactions;
    private final Clock clock;

    EmailAddresses(
            JdbcUsers users,
            PasswordConfirmation confirmation,
            AccountLinks links,
            AccountMails mails,
            AttemptLimits limits,
            MailDomains domains,
            @OfAccounts TransactionTemplate transactions,
            @OfAccounts Clock clock) {
        this.users = users;
        this.confirmation = confirmation;
        this.links = links;
        this.mails = mails;
        this.limits = limits;
        this.domains = domains;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether there is a mail server, so that an address can be verified. */
    public boolean canBeVerified() {
        return mails.areSent();
    }

    /** Sends somebody who has just signed up the link that verifies the address. */
    public void greet(User user, Locale language) {
        mails.offer(() -> Optional.of(
                mails.verification(user, language, links.issue(user.id(), LinkPurpose.VERIFY_EMAIL, user.email()))));
    }

    /** Sends the link again. */
    public SendResult sendAgain(User user, Locale language) {
        if (user.verified() || !mails.areSent()) {
            return new SendResult.NotNeeded();
        }
        Optional<Duration> wait = limits.admit(List.of(mailsOf(user)));
        if (wait.isPresent()) {
            return new SendResult.HasToWait(wait.get());
        }
        greet(user, language);
        return new SendResult.Sent();
    }

    /**
     * Wants another address, for who knows the password.
     *
     * @throws TooBusy when more passwords are to be checked at once than this machine takes, or too many mails wait
     */
    public ChangeResult change(User user, @Nullable String email, @Nullable String password, Locale language) {
        AccountFields fields = new AccountFields();
        String checked = fields.read(AccountField.EMAIL, email);
        List<FieldError> errors = new ArrayList<>(fields.errors());
        if (errors.isEmpty() && !isOwn(user, checked)) {
            Optional<FieldError> refusal = domains.refusal(checked);
            refusal.ifPresent(errors::add);
            if (refusal.isEmpty() && users.taken(checked)) {
                errors.add(taken());
            }
        }
        switch (confirmation.check(user.id(), password)) {
            case Confirmation.HasToWait(Duration delay) -> {
                return new ChangeResult.HasToWait(delay);
            }
            case Confirmation.Wrong(FieldError error) -> errors.add(error);
            case Confirmation.Right _ -> {}
        }
        if (!errors.isEmpty()) {
            return new ChangeResult.Refused(errors);
        }
        if (!mails.areSent()) {
            return replaced(user, checked, null, language)
                    ? new ChangeResult.Changed()
                    : new ChangeResult.Refused(List.of(taken()));
        }
        Optional<Duration> wait = limits.admit(List.of(mailsOf(user)));
        if (wait.isPresent()) {
            return new ChangeResult.HasToWait(wait.get());
        }
        mails.send(() -> Optional.of(
                mails.newAddress(user, checked, language, links.issue(user.id(), LinkPurpose.CHANGE_EMAIL, checked))));
        return new ChangeResult.LinkSent();
    }

    /** What a link to verify an address is good for. */
    public LinkState verification(String secret) {
        return links.state(secret, LinkPurpose.VERIFY_EMAIL);
    }

    /** What a link to another address is good for in the hands of a person: somebody else's is not known. */
    public LinkState newAddress(String secret, UUID owner) {
        LinkState state = links.state(secret, LinkPurpose.CHANGE_EMAIL);
        return state instanceof LinkState.Good good && !good.owner().equals(owner) ? new LinkState.Unknown() : state;
    }

    /** Uses a link that verifies an address. Whoever has it reads mail there; nobody has to be signed in. */
    public ConfirmResult verify(String secret) {
        if (verification(secret) instanceof LinkState.Good link
                && links.use(secret)
                && users.verify(link.owner(), link.email(), clock.instant())) {
            return new ConfirmResult.Confirmed();
        }
        return new ConfirmResult.NoGoodLink(verification(secret));
    }

    /**
     * Uses a link to another address. Only the account's owner may: sent to a mistyped address it would give the account away.
     */
    public ConfirmResult confirmNewAddress(String secret, User owner, Locale language) {
        if (!(newAddress(secret, owner.id()) instanceof LinkState.Good link) || !links.use(secret)) {
            return new ConfirmResult.NoGoodLink(newAddress(secret, owner.id()));
        }
        return replaced(owner, link.email(), clock.instant(), language)
                ? new ConfirmResult.Confirmed()
                : new ConfirmResult.Taken();
    }

    /** False when another account has it. */
    private boolean replaced(User user, String email, @Nullable Instant verifiedAt, Locale language) {
        try {
            transactions.executeWithoutResult(transaction -> {
                users.setEmail(user.id(), email, verifiedAt);
                links.expire(user.id(), LinkPurpose.values());
            });
        } catch (DuplicateKeyException e) {
            return false;
        }
        mails.tell(user, language, "email-changed");
        users.byId(user.id()).ifPresent(now -> mails.tell(now, language, "email-changed"));
        return true;
    }

    private static boolean isOwn(User user, String email) {
        return AccountField.emailKey(user.email()).equals(AccountField.emailKey(email));
    }

    private static FieldError taken() {
        return new FieldError(
                AccountField.EMAIL.key(), "taken-by-another", "There is an account with this e-mail address.");
    }

    private static Subject mailsOf(User user) {
        return Subject.account(AttemptRule.CONFIRMATION_MAIL, user.id().toString());
    }
}
