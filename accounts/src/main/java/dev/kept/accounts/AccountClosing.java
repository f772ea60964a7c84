package dev.kept.accounts;

import dev.kept.accounts.PasswordConfirmation.Confirmation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Closes an account for its owner, for good. */
@Component
public class AccountClosing {

    /** What became of it. */
    public sealed interface CloseResult {
        record Closed() implements CloseResult {}

        record Refused(List<FieldError> errors) implements CloseResult {}

        record HasToWait(Duration delay) implements CloseResult {}
    }

    private final PasswordConfirmation confirmation;
    private final AccountDeletion deletion;
    private final AccountMails mails;

    AccountClosing(PasswordConfirmation confirmation, AccountDeletion deletion, AccountMails mails) {
        this.confirmation = confirmation;
        this.deletion = deletion;
        this.mails = mails;
    }

    /** @throws TooBusy when more passwords are to be checked at once than this machine takes */
    public CloseResult close(User user, @Nullable String password, Locale language) {
        return switch (confirmation.check(user.id(), password)) {
            case Confirmation.HasToWait(Duration delay) -> new CloseResult.HasToWait(delay);
            case Confirmation.Wrong(FieldError error) -> new CloseResult.Refused(List.of(error));
            case Confirmation.Right _ -> {
                deletion.delete(user.id());
                mails.tell(user, language, "closed");
                yield new CloseResult.Closed();
            }
        };
    }
}
