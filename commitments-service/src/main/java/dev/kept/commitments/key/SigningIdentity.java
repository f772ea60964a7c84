package dev.kept.commitments.key;

import dev.kept.transparency.note.VerifierKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Under which name, and with which keys one after the other, heads of this store have been signed. */
public final class SigningIdentity {

    private static final String REMEMBER = """
        INSERT INTO commitments.log_identity (singleton, domain, public_key) VALUES (true, ?, ?) ON CONFLICT DO NOTHING
        """;

    private static final String REMEMBERED = "SELECT domain, public_key FROM commitments.log_identity";

    private static final String SINCE = "SELECT since FROM commitments.log_identity";

    private static final String CHANGES = """
        SELECT old_key, new_key, old_key_lost, finished_at IS NOT NULL FROM commitments.key_change ORDER BY number
        """;

    private static final String BEGIN = """
        INSERT INTO commitments.key_change (old_key, new_key, old_key_lost) VALUES (?, ?, ?)
        """;

    private static final String FINISH = """
        UPDATE commitments.key_change SET finished_at = now() WHERE new_key = ? AND finished_at IS NULL
        """;

    private static final String LEFT = "SELECT ledger_id FROM commitments.key_change_left ORDER BY ledger_id";

    private static final String LEAVE = """
        INSERT INTO commitments.key_change_left (ledger_id, new_key) SELECT unnest(?::uuid[]), ? ON CONFLICT DO NOTHING
        """;

    private static final String NOT_LEFT_ANY_MORE = """
        DELETE FROM commitments.key_change_left WHERE new_key = ? AND ledger_id <> ALL (?::uuid[])
        """;

    private final JdbcClient jdbc;

    public SigningIdentity(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * What was written down at the first start.
     *
     * @param domain what names of logs begin with
     */
    public record First(String domain, PublicKey key) {}

    /**
     * A change from one key to the next, for all ledgers.
     *
     * @param oldKeyLost whether the old one could not hand over
     * @param finished whether every ledger has its entry, but for those that are {@linkplain #left() left}
     */
    public record Change(PublicKey oldKey, PublicKey newKey, boolean oldKeyLost, boolean finished) {}

    /**
     * Writes name and key down at the first start, once and for ever; later makes sure that the key is the one that signs now.
     *
     * @return the name that is written down
     * @throws WrongSigningKey when it is another key: then the service does not start
     */
    public String start(String domain, PublicKey key) {
        jdbc.sql(REMEMBER).params(domain, key.raw()).update();
        First first = first().orElseThrow();
        List<Change> changes = changes();
        if (!changes.isEmpty() && !changes.getLast().finished()) {
            throw new WrongSigningKey("The key that signs tree heads is being changed, and not every ledger says so"
                    + " yet. Run 'rotate-key' again: it goes on where it stopped.");
        }
        PublicKey current = changes.isEmpty() ? first.key() : changes.getLast().newKey();
        if (key.equals(current)) {
            return first.domain();
        }
        if (changes.stream().anyMatch(change -> change.oldKey().equals(key))) {
            throw new WrongSigningKey(
                    "kept.commitments.signing-key is a key that has been replaced. Set the one that took its place: its"
                            + " fingerprint is " + current.fingerprint() + ".");
        }
        throw new WrongSigningKey(
                "kept.commitments.signing-key is not the key that has signed tree heads of this store so far, whose"
                        + " fingerprint is " + current.fingerprint()
                        + ". Set that one again: with another, every receipt that"
                        + " people hold would look like a forgery. A new key takes its place by 'rotate-key' alone; if the old"
                        + " one is lost, see 'When the key is lost' in docs/operations.md.");
    }

    /** Empty in a store that was never started. */
    Optional<First> first() {
        return jdbc.sql(REMEMBERED)
                .query((row, n) -> new First(row.getString(1), PublicKey.of(row.getBytes(2))))
                .optional();
    }

    /**
     * When the first key was written down, in a store that was started: what was recorded before then has roots that were computed
     * afterwards, once and in order.
     */
    public Instant since() {
        return jdbc.sql(SINCE)
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** All changes of the key, in their order. */
    public List<Change> changes() {
        return jdbc.sql(CHANGES)
                .query((row, n) -> new Change(
                        PublicKey.of(row.getBytes(1)),
                        PublicKey.of(row.getBytes(2)),
                        row.getBoolean(3),
                        row.getBoolean(4)))
                .list();
    }

    void begin(Change change) {
        jdbc.sql(BEGIN)
                .params(change.oldKey().raw(), change.newKey().raw(), change.oldKeyLost())
                .update();
    }

    /** @param left ledgers that have no entry: they are written down first, so that no start in between signs anything of them */
    void finish(PublicKey newKey, Collection<UUID> left) {
        String[] ids = left.stream().map(UUID::toString).toArray(String[]::new);
        jdbc.sql(LEAVE).param(ids).param(newKey.raw()).update();
        jdbc.sql(FINISH).params(newKey.raw()).update();
        jdbc.sql(NOT_LEFT_ANY_MORE).param(newKey.raw()).param(ids).update();
    }

    /** Ledgers that the last change has left out: the old key has not handed over there. */
    public List<UUID> left() {
        return jdbc.sql(LEFT)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The name of a ledger's log, for ever. */
    public static String origin(String domain, UUID ledger) {
        return domain + "/l/" + ledger;
    }

    static VerifierKey verifierKey(String origin, PublicKey key) {
        return VerifierKey.of(origin, VerifierKey.Type.ED25519, key.raw());
    }
}
