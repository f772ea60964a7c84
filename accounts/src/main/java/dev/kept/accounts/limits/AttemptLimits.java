package dev.kept.accounts.limits;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.settings.AccountsSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Counts attempts before they are made, so that a thousand guesses sent at once are not all checked; an attempt that
 * turned out well is taken back. What is refused for having to wait is not counted: who waits, gets in.
 */
@Component
public class AttemptLimits {

    private final JdbcAttempts attempts;
    private final AccountsSettings settings;
    private final Clock clock;

    AttemptLimits(JdbcAttempts attempts, AccountsSettings settings, @OfAccounts Clock clock) {
        this.attempts = attempts;
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts an attempt for each subject; when one of them has to wait, counts none and says how long. */
    public Optional<Duration> admit(List<Subject> subjects) {
        Instant now = clock.instant();
        List<Subject> counted = new ArrayList<>();
        for (Subject subject : subjects) {
            if (!attempts.count(subject, free(subject.rule()), now)) {
                counted.forEach(attempts::takeBack);
                return Optional.of(attempts.waitFor(subject, now));
            }
            counted.add(subject);
        }
        return Optional.empty();
    }

    /** The attempt was no attempt after all, or turned out well for a subject that others share. */
    public void takeBack(Subject subject) {
        attempts.takeBack(subject);
    }

    /** The subject showed that it is who it says: nothing is held against it any more. */
    public void clear(Subject subject) {
        attempts.clear(subject);
    }

    private int free(AttemptRule rule) {
        return switch (rule) {
            case SIGN_UP_PER_ADDRESS -> settings.signUpsPerAddress();
            case SIGN_IN_PER_ADDRESS -> settings.failedSignInsPerAddress();
            case SIGN_IN_PER_ACCOUNT_AND_ADDRESS,
                    SIGN_IN_PER_ACCOUNT_AND_DEVICE,
                    SIGN_UP_PER_ACCOUNT,
                    SIGN_UP_PER_INVITATION,
                    RESET_PER_ACCOUNT,
                    RESET_PER_ADDRESS,
                    PASSWORD_CONFIRMATION,
                    SECOND_FACTOR,
                    RECOVERY_PER_ACCOUNT_AND_ADDRESS,
                    RECOVERY_PER_ADDRESS,
                    PASSKEY_PER_ADDRESS,
                    PASSKEY_QUESTIONS_PER_ADDRESS,
                    PASSKEY_CONFIRMATION,
                    CONFIRMATION_MAIL -> rule.free;
        };
    }
}
