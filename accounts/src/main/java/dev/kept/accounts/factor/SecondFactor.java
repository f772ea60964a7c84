package dev.kept.accounts.factor;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.limits.AttemptLimits;
import dev.kept.accounts.limits.AttemptRule;
import dev.kept.accounts.limits.Subject;
import dev.kept.accounts.secrets.Secrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Codes that are asked for after the password, once a person has set that up. */
@Component
public class SecondFactor {

    /** What a code showed. */
    public sealed interface CheckResult {
        record Right() implements CheckResult {}

        record Wrong() implements CheckResult {}

        record HasToWait(Duration delay) implements CheckResult {}
    }

    /**
     * What an authenticator app needs.
     *
     * @param key to be typed, in groups of four
     * @param address the same with the account's name, as apps read it from a picture
     */
    public record Setup(String key, String address) {
        @Override
        public String toString() {
            return "Setup";
        }
    }

    private static final String ISSUER = "Kept";

    private final JdbcSecondFactors factors;
    private final AttemptLimits limits;
    private final Clock clock;

    SecondFactor(JdbcSecondFactors factors, AttemptLimits limits, @OfAccounts Clock clock) {
        this.factors = factors;
        this.limits = limits;
        this.clock = clock;
    }

    /** Since when codes are asked for; null while none are. */
    public @Nullable Instant onSince(UUID owner) {
        return factors.find(owner).map(JdbcSecondFactors.Row::confirmedAt).orElse(null);
    }

    public boolean isOn(UUID owner) {
        return onSince(owner) != null;
    }

    /** How many recovery codes are left. */
    public int recoveryCodes(UUID owner) {
        return factors.countCodes(owner);
    }

    /** Makes a secret to be confirmed; one that is confirmed already stays as it is. */
    public void begin(UUID owner) {
        factors.begin(owner, Secrets.bytes(Totp.SECRET_BYTES), clock.instant());
    }

    /** What waits to be confirmed; empty when nothing does. */
    public Optional<Setup> setup(UUID owner, String account, URI publicUrl) {
        return factors.find(owner)
                .filter(row -> row.confirmedAt() == null)
                .map(row -> setup(Totp.base32(row.secret()), account, publicUrl.getHost()));
    }

    /**
     * Takes a code of the app that was set up, or a recovery code, each once.
     *
     * @param typed as the person typed it; spaces and hyphens count for nothing
     */
    public CheckResult check(UUID owner, @Nullable String typed) {
        Subject guesser = Subject.account(AttemptRule.SECOND_FACTOR, owner.toString());
        Optional<Duration> wait = limits.admit(List.of(guesser));
        if (wait.isPresent()) {
            return new CheckResult.HasToWait(wait.get());
        }
        if (!isRight(owner, RecoveryCode.read(typed))) {
            return new CheckResult.Wrong();
        }
        limits.clear(guesser);
        return new CheckResult.Right();
    }

    /** New recovery codes in the place of all others; shown this once, since only digests are stored. */
    public List<String> newRecoveryCodes(UUID owner) {
        List<String> codes = RecoveryCode.next();
        factors.replaceCodes(owner, codes.stream().map(Secrets::digest).toList());
        return codes.stream().map(RecoveryCode::shown).toList();
    }

    /** No code is asked for any more. */
    public void end(UUID owner) {
        factors.delete(owner);
    }

    private boolean isRight(UUID owner, String typed) {
        if (typed.length() != Totp.DIGITS) {
            return factors.takeCode(owner, Secrets.digest(typed));
        }
        Instant now = clock.instant();
        Optional<JdbcSecondFactors.Row> row = factors.find(owner);
        OptionalLong step =
                row.isEmpty() ? OptionalLong.empty() : Totp.step(row.get().secret(), typed, now);
        return step.isPresent() && factors.takeStep(owner, step.getAsLong(), now);
    }

    private static Setup setup(String key, String account, String host) {
        String label = encoded(ISSUER + " " + host) + ":" + encoded(account);
        return new Setup(
                RecoveryCode.shown(key),
                "otpauth://totp/%s?secret=%s&issuer=%s".formatted(label, key, encoded(ISSUER + " " + host)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
