package dev.kept.accounts;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.secrets.Secrets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Client ids and secrets with which a person's programs get tokens that act for this person. */
@Component
public class ApiCredentials {

    /** So many a person may have at once. */
    public static final int MOST = 50;

    /** What became of the wish for one. */
    public sealed interface IssueResult {
        record Issued(IssuedCredential issued) implements IssueResult {}

        record Refused(List<FieldError> errors) implements IssueResult {}

        /** The owner has {@link #MOST} already; one must be revoked first. */
        record TooMany() implements IssueResult {}
    }

    /** Who stands behind a client id that may have tokens. */
    public record Holder(String clientId, String secretDigest, UUID owner, String ownerName) {}

    private static final String PREFIX = "api-";
    private static final int ID_BYTES = 10;
    private static final Pattern CLIENT_ID = Pattern.compile(PREFIX + "[0-9a-f]{20}");

    private final JdbcApiCredentials credentials;
    private final Clock clock;

    ApiCredentials(JdbcApiCredentials credentials, @OfAccounts Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    public IssueResult issue(UUID owner, @Nullable String label) {
        AccountFields fields = new AccountFields();
        String checkedLabel = fields.read(AccountField.LABEL, label);
        if (!fields.errors().isEmpty()) {
            return new IssueResult.Refused(fields.errors());
        }
        String secret = Secrets.next();
        ApiCredential credential = new ApiCredential(PREFIX + Secrets.hex(ID_BYTES), checkedLabel, now(), null, null);
        return credentials.insert(owner, credential, Secrets.digest(secret), MOST)
                ? new IssueResult.Issued(new IssuedCredential(credential, secret))
                : new IssueResult.TooMany();
    }

    /** The newest first, revoked ones among them. */
    public List<ApiCredential> of(UUID owner) {
        return credentials.of(owner);
    }

    /** Empty when the owner has no such credential; one already revoked stays as it is. */
    public Optional<ApiCredential> revoke(UUID owner, String clientId) {
        return isClientId(clientId) ? credentials.revoke(owner, clientId, now()) : Optional.empty();
    }

    /** Notes that it has got a token. */
    public void used(String clientId) {
        credentials.used(clientId, now());
    }

    /** Empty for unknown and for revoked ones. */
    public Optional<Holder> holder(String clientId) {
        return isClientId(clientId) ? credentials.holder(clientId) : Optional.empty();
    }

    /** Whether it has the form of an API credential's id. */
    public static boolean isClientId(String text) {
        return CLIENT_ID.matcher(text).matches();
    }

    /** As exact as it is stored, so that it reads back the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
