package dev.kept.commitments.notary;

import dev.kept.commitments.web.ServiceKeys;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Under which name and with which key this service signs. Both are written down in the store at the first start, and never change
 * without anybody noticing: receipts that people keep are worth nothing under another name or key.
 */
@Component
class LogIdentity {

    private static final String REMEMBER = """
        INSERT INTO commitments.log_identity (singleton, domain, public_key) VALUES (true, ?, ?) ON CONFLICT DO NOTHING
        """;

    private static final String REMEMBERED = "SELECT domain, public_key FROM commitments.log_identity";

    private static final Logger log = LoggerFactory.getLogger(LogIdentity.class);

    private final SigningKey key;
    private final String domain;

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
        this.domain = remembered(JdbcClient.create(dataSource), domain.isBlank() ? hostOf(publicUrl) : domain.strip());
        log.info("Tree heads are signed for {} with the key {}", this.domain, fingerprint());
    }

    /** The name of a ledger's log, for ever. */
    String origin(UUID ledger) {
        return domain + "/l/" + ledger;
    }

    NoteSigner signer(UUID ledger) {
        return new NoteSigner(origin(ledger), key);
    }

    /** Of the public key: SHA-256 in hexadecimal, in groups of four. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.publicKey());
            return HexFormat.of().formatHex(digest).replaceAll("(.{4})(?=.)", "$1 ");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Standard base64 of 32 bytes. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(key.publicKey());
    }

    private String remembered(JdbcClient jdbc, String wanted) {
        jdbc.sql(REMEMBER).params(wanted, key.publicKey()).update();
        return jdbc.sql(REMEMBERED)
                .query((row, n) -> {
                    if (!Arrays.equals(row.getBytes(2), key.publicKey())) {
                        throw new IllegalStateException(
                                "kept.commitments.signing-key is not the key that has signed tree heads of this store so"
                                        + " far. Set that one again: with another, every receipt that people hold would"
                                        + " look like a forgery.");
                    }
                    return row.getString(1);
                })
                .single();
    }

    private static String hostOf(String publicUrl) {
        String host = URI.create(publicUrl).getHost();
        return host == null ? "localhost" : host.toLowerCase(Locale.ROOT);
    }
}
