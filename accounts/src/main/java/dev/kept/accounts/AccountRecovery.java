package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.recovery.RecoveryCodes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way back by a code that a person wrote down. It leads to a new password and not into the account: who then signs in is asked for
 * the second factor, as after a link by mail.
 */
@Component
public class AccountRecovery {

    /** What became of a code. */
    public sealed interface RecoverResult {
        /** @param secret of the link by which a password is set, within half an hour */
        record Taken(String secret) implements RecoverResult {
            @Override
            public String toString() {
                return "Taken";
            }
        }

        /** There is no such account, or no such code of it; nobody is told which. */
        record Wrong() implements RecoverResult {}

        record HasToWait(Duration delay) implements RecoverResult {}
    }

    private final RecoveryCodes codes;
    private final JdbcUsers users;
    private final AccountLinks links;
    private final AccountMails mails;
    private final AttemptLimits limits;
    private final TransactionTemplate transactions;

    AccountRecovery(
            RecoveryCodes codes,
            JdbcUsers users,
            AccountLinks links,
            AccountMails mails,
            AttemptLimits limits,
            @OfAccounts TransactionTemplate transactions) {
        this.codes = codes;
        this.users = users;
        this.links = links;
        this.mails = mails;
        this.limits = limits;
        this.transactions = transactions;
    }

    /** @param address the network address of who asks */
    public RecoverResult recover(@Nullable String email, @Nullable String code, String address, Locale language) {
        String typedEmail = email == null ? "" : email;
        String typedCode = code == null ? "" : code;
        String key = SignIn.storable(typedEmail) ? AccountField.emailKey(typedEmail) : "";
        Subject guesser = Subject.accountAndAddress(AttemptRule.RECOVERY_PER_ACCOUNT_AND_ADDRESS, key, address);
        Subject sender = Subject.address(AttemptRule.RECOVERY_PER_ADDRESS, address);
        Optional<Duration> wait = limits.admit(List.of(guesser, sender));
        if (wait.isPresent()) {
            return new RecoverResult.HasToWait(wait.get());
        }
        Optional<Recovered> recovered = Optional.ofNullable(
                transactions.execute(transaction -> taken(key, typedCode).orElse(null)));
        recovered.ifPresent(each -> {
            limits.clear(guesser);
            limits.takeBack(sender);
            mails.tell(each.user(), language, "recovery-code-used");
        });
        return recovered
                .<RecoverResult>map(each -> new RecoverResult.Taken(each.secret()))
                .orElseGet(RecoverResult.Wrong::new);
    }

    private record Recovered(User user, String secret) {
        @Override
        public String toString() {
            return "Recovered";
        }
    }

    private Optional<Recovered> taken(String emailKey, String code) {
        return !SignIn.storable(code)
                ? Optional.empty()
                : codes.take(emailKey, code)
                        .flatMap(users::byId)
                        .map(user -> new Recovered(
                                user,
                                links.issue(user.id(), LinkPurpose.RESET_PASSWORD_BY_RECOVERY_CODE, user.email())));
    }
}
