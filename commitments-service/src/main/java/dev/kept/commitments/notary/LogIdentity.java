package dev.kept.commitments.notary;

import dev.kept.commitments.key.PublicKey;
import dev.kept.commitments.key.SigningIdentity;
import dev.kept.commitments.web.ServiceKeys;
import dev.kept.transparency.keys.KeyChain;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Under which name and with which key this service signs. Both are written down in the store at the first start: receipts that people keep
 * are worth nothing under another name, and under another key only once it has taken this one's place.
 */
@Component
class LogIdentity {

    private static final Logger log = LoggerFactory.getLogger(LogIdentity.class);

    private final SigningKey key;
    private final String domain;
    private final Instant since;

    /** Read once: only {@code rotate-key} changes it, and the service does not run meanwhile. */
    private final Set<UUID> left;

    LogIdentity(
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            @Value("${kept.commitments.signing-key:}") String signingKey,
            @Value("${kept.commitments.log-domain:}") String domain,
            @Value("${kept.public-url:}") String publicUrl) {
        this.key = SigningKey.ofSeed(Arrays.copyOf(
                ServiceKeys.decoded(
                        "kept.commitments.signing-key",
                        signingKey,
                        "Keep it, where nobody else can read it: it signs what proves the record."),
                SigningKey.SEED_BYTES));
        SigningIdentity identity = new SigningIdentity(dataSource);
        this.domain = identity.start(domain.isBlank() ? hostOf(publicUrl) : domain.strip(), publicKey());
        this.since = identity.since();
        this.left = Set.copyOf(identity.left());
        if (!left.isEmpty()) {
            log.warn(
                    "The last change of the key has left {} ledgers of which nothing is signed: run rotate-key again, see"
                            + " 'Changing the key' in docs/operations.md",
                    left.size());
        }
        log.info(
                "Tree heads are signed for {} with the key {}",
                this.domain,
                publicKey().fingerprint());
    }

    /** From when on heads are signed; what is older has roots that were computed afterwards. */
    Instant since() {
        return since;
    }

    /** The name of a ledger's log, for ever. */
    String origin(UUID ledger) {
        return SigningIdentity.origin(domain, ledger);
    }

    NoteSigner signer(UUID ledger) {
        return new NoteSigner(origin(ledger), key);
    }

    /** The public half of the key that signs now. */
    PublicKey publicKey() {
        return PublicKey.of(key);
    }

    /** Whose signatures count under a ledger's heads, given the entries that changed its key: also those of keys that were lost. */
    KeyChain keys(UUID ledger, List<KeyChange> changes) {
        List<VerifierKey> known = new ArrayList<>(List.of(signer(ledger).verifierKey()));
        changes.forEach(change -> known.add(change.oldKey()));
        return new KeyChain(origin(ledger), known, changes);
    }

    /** Whether this service may sign a ledger's heads, given the entries that changed its key. */
    boolean mayBeSigned(UUID ledger, List<KeyChange> changes) {
        if (left.contains(ledger)) {
            return false;
        }
        return changes.isEmpty()
                || changes.getLast().newKey().equals(signer(ledger).verifierKey());
    }

    private static String hostOf(String publicUrl) {
        String host = URI.create(publicUrl).getHost();
        return host == null ? "localhost" : host.toLowerCase(Locale.ROOT);
    }
}
