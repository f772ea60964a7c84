package dev.kept.accounts;

import dev.kept.accounts.PasswordConfirmation.Confirmation;
import dev.kept.accounts.factor.SecondFactor;
import dev.kept.accounts.factor.SecondFactor.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets a person's second factor up and takes it away; each step asks for the password or for a code. */
@Component
public class SecondFactorSettings {

    /** What became of a step. */
    public sealed interface StepResult {
        /** @param recoveryCodes new ones, shown this once; none where the step makes none */
        record Done(List<String> recoveryCodes) implements StepResult {
            @Override
            public String toString() {
                return "Done";
            }
        }

        record Refused(List<FieldError> errors) implements StepResult {}

        record HasToWait(Duration delay) implements StepResult {}
    }

    /** The field of a code. */
    public static final String CODE = "code";

    private final SecondFactor factor;
    private final PasswordConfirmation confirmation;
    private final AccountMails mails;

    SecondFactorSettings(SecondFactor factor, PasswordConfirmation confirmation, AccountMails mails) {
        this.factor = factor;
        this.confirmation = confirmation;
        this.mails = mails;
    }

    /** Makes the secret that an app is to share. */
    public StepResult begin(User user, @Nullable String password) {
        return withPassword(user, password, () -> {
            factor.begin(user.id());
            return List.of();
        });
    }

    /** Takes the app's first code; from then on one is asked for at each sign-in. */
    public StepResult confirm(User user, @Nullable String code, Locale language) {
        UUID owner = user.id();
        if (factor.isOn(owner)) {
            return new StepResult.Done(List.of());
        }
        return switch (factor.check(owner, code)) {
            case CheckResult.HasToWait(Duration delay) -> new StepResult.HasToWait(delay);
            case CheckResult.Wrong _ ->
                new StepResult.Refused(List.of(new FieldError(CODE, "wrong", "The code is not right.")));
            case CheckResult.Right _ -> {
                List<String> codes = factor.newRecoveryCodes(owner);
                mails.tell(user, language, "factor-on");
                yield new StepResult.Done(codes);
            }
        };
    }

    /** New recovery codes; the others are good for nothing from then on. */
    public StepResult newRecoveryCodes(User user, @Nullable String password) {
        return withPassword(
                user, password, () -> factor.isOn(user.id()) ? factor.newRecoveryCodes(user.id()) : List.of());
    }

    /** No code is asked for any more. */
    public StepResult end(User user, @Nullable String password, Locale language) {
        return withPassword(user, password, () -> {
            if (factor.isOn(user.id())) {
                mails.tell(user, language, "factor-off");
            }
            factor.end(user.id());
            return List.of();
        });
    }

    private StepResult withPassword(User user, @Nullable String password, Supplier<List<String>> step) {
        return switch (confirmation.check(user.id(), password)) {
            case Confirmation.HasToWait(Duration delay) -> new StepResult.HasToWait(delay);
            case Confirmation.Wrong(FieldError error) -> new StepResult.Refused(List.of(error));
            case Confirmation.Right _ -> new StepResult.Done(step.get());
        };
    }
}
