package dev.kept.commitments.key;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.follower.LeaderLock;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.key.SigningIdentity.Change;
import dev.kept.commitments.key.SigningIdentity.First;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Lets another key take the place of the one that signs: writes down that it has begun, adds an entry to every ledger, and writes down that
 * it is finished. Cut short it goes on where it stopped, and done it does nothing. A ledger in which nothing can be recorded keeps no other
 * from being changed: it is left, and changed when this runs again. The service does not run meanwhile.
 */
final class KeyRotation {

    private static final int LEDGERS_AT_A_TIME = 50;
    private static final int ATTEMPTS = 5;
    private static final long EACH = TimeUnit.SECONDS.toNanos(1);

    private static final String LEDGERS = """
        SELECT ledger_id FROM commitments.entry WHERE sequence = 0 AND ledger_id > ? ORDER BY ledger_id LIMIT ?
        """;

    private static final String HOW_MANY = "SELECT count(*) FROM commitments.entry WHERE sequence = 0";

    private static final String LAST = "SELECT max(sequence) FROM commitments.entry WHERE ledger_id = ?";

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final Connection connection;
    private final SigningIdentity identity;
    private final KeyedLedgers ledgers;
    private final Consumer<String> console;
    private final List<UUID> left = new ArrayList<>();

    /** @param connection to the store as the run-time role, in use for as long as this takes */
    KeyRotation(Connection connection, KeyedLedgers ledgers, Consumer<String> console) {
        this.connection = connection;
        this.identity = new SigningIdentity(new SingleConnectionDataSource(connection, true));
        this.ledgers = ledgers;
        this.console = console;
    }

    /**
     * Changes the key of every ledger.
     *
     * @param oldKey the one that has signed so far; null when it is lost
     * @return the public half of the key that has signed so far
     * @throws CannotChangeKey when it is not the one, the service runs, or there is nothing yet that a key has signed
     */
    PublicKey run(@Nullable SigningKey oldKey, SigningKey newKey) throws SQLException {
        if (!LeaderLock.NOTARY.tryTake(connection)) {
            throw new CannotChangeKey(
                    "Kept runs. Stop it first, every replica of it: until it starts with the new key it"
                            + " could sign with the old one.");
        }
        First first = identity.first()
                .orElseThrow(
                        () -> new CannotChangeKey("Nothing has been signed yet, so there is no key to be changed."));
        PublicKey next = PublicKey.of(newKey);
        Change change = begun(first, oldKey == null ? null : PublicKey.of(oldKey), next);
        List<UUID> leftBefore = identity.left();
        if (change.finished() && leftBefore.isEmpty()) {
            console.accept("Every ledger is signed by this key already.");
            return change.oldKey();
        }
        long changed = change.finished()
                ? these(leftBefore, first.domain(), change, oldKey, newKey)
                : everyLedger(first.domain(), change, oldKey, newKey);
        if (changed == 0 && left.size() == howMany()) {
            throw new CannotChangeKey(
                    "Nothing can be recorded in any ledger, and the log says why. The change is not finished.");
        }
        identity.finish(next, left);
        console.accept(changed + (changed == 1 ? " ledger was" : " ledgers were")
                + " changed. Fingerprint of the new key: " + next.fingerprint());
        if (!left.isEmpty()) {
            console.accept(
                    "%s left, because nothing can be recorded there: %s. Nothing of it is signed. Repair it ('reconcile'), then run rotate-key again with the same keys: it changes what is left."
                            .formatted(
                                    left.size() == 1 ? "1 ledger is" : left.size() + " ledgers are",
                                    left.stream().map(UUID::toString).collect(Collectors.joining(", "))));
        }
        return change.oldKey();
    }

    private Change begun(First first, @Nullable PublicKey old, PublicKey next) {
        List<Change> changes = identity.changes();
        PublicKey current = changes.isEmpty() ? first.key() : changes.getLast().newKey();
        if (!changes.isEmpty()) {
            Change last = changes.getLast();
            boolean anyLeft = !identity.left().isEmpty();
            if (last.newKey().equals(next) && last.finished() && !anyLeft) {
                return last;
            }
            if (!last.finished() || anyLeft) {
                requireToGoOn(last, old, next);
                return last;
            }
        }
        if (next.equals(current)) {
            throw new CannotChangeKey("The new key is the one that signs now.");
        }
        if (changes.stream().anyMatch(change -> change.oldKey().equals(next))) {
            throw new CannotChangeKey("The new key has signed before. Take one that was never used.");
        }
        if (old != null && !old.equals(current)) {
            throw new CannotChangeKey(
                    "The old key is not the one that signs now, whose fingerprint is " + current.fingerprint()
                            + ". If that one is lost, see 'When the key is lost' in docs/operations.md.");
        }
        Change change = new Change(current, next, old == null, false);
        identity.begin(change);
        return change;
    }

    private static void requireToGoOn(Change begun, @Nullable PublicKey old, PublicKey next) {
        if (!begun.newKey().equals(next)) {
            throw new CannotChangeKey("A change to another key has begun, and is not finished. Go on with that one: its"
                    + " fingerprint is " + begun.newKey().fingerprint() + ".");
        }
        if (begun.oldKeyLost() != (old == null)) {
            throw new CannotChangeKey(
                    begun.oldKeyLost()
                            ? "This change has begun without the old key, and is finished without it."
                            : "This change has begun with the old key's signature, and is finished with it.");
        }
        if (old != null && !old.equals(begun.oldKey())) {
            throw new CannotChangeKey("The old key is not the one with which this change has begun: its fingerprint is "
                    + begun.oldKey().fingerprint() + ".");
        }
    }

    /** How many were changed now. */
    private long everyLedger(String domain, Change change, @Nullable SigningKey oldKey, SigningKey newKey)
            throws SQLException {
        long total = howMany();
        long seen = 0;
        long changed = 0;
        long printed = System.nanoTime();
        List<UUID> some = after(new UUID(0, 0));
        while (!some.isEmpty()) {
            changed += these(some, domain, change, oldKey, newKey);
            seen += some.size();
            if (System.nanoTime() - printed >= EACH) {
                printed = System.nanoTime();
                console.accept("Changed: %d of %d ledgers".formatted(seen, total));
            }
            some = after(some.getLast());
        }
        return changed;
    }

    /** How many of these were changed now; in which of them nothing can be recorded is added to those that are left. */
    private long these(List<UUID> ledgers, String domain, Change change, @Nullable SigningKey oldKey, SigningKey newKey)
            throws SQLException {
        Map<UUID, List<RecordedKeyChanges.Recorded>> before = RecordedKeyChanges.of(connection, ledgers);
        long changed = 0;
        for (UUID ledger : ledgers) {
            try {
                if (isToChange(ledger, before.getOrDefault(ledger, List.of()), change)) {
                    change(SigningIdentity.origin(domain, ledger), ledger, change, oldKey, newKey);
                    changed++;
                }
            } catch (StoreUnavailable away) {
                throw away;
            } catch (RuntimeException defect) {
                log.error("Nothing can be recorded in ledger {}: its key is not changed", ledger, defect);
                left.add(ledger);
            }
        }
        return changed;
    }

    private static boolean isToChange(UUID ledger, List<RecordedKeyChanges.Recorded> recorded, Change change) {
        PublicKey current = recorded.isEmpty()
                ? change.oldKey()
                : PublicKey.of(recorded.getLast().change().newKey().publicKey());
        if (current.equals(change.newKey())) {
            return false;
        }
        if (!current.equals(change.oldKey())) {
            throw new IllegalStateException("ledger %s is signed by a third key, whose fingerprint is %s"
                    .formatted(ledger, current.fingerprint()));
        }
        return true;
    }

    private void change(String origin, UUID ledger, Change change, @Nullable SigningKey oldKey, SigningKey newKey)
            throws SQLException {
        NoteSigner next = new NoteSigner(origin, newKey);
        for (int attempt = 1; ; attempt++) {
            long sequence = last(ledger) + 1;
            KeyChange entry = oldKey == null
                    ? KeyChange.replacement(sequence, SigningIdentity.verifierKey(origin, change.oldKey()), next)
                    : KeyChange.rotation(sequence, new NoteSigner(origin, oldKey), next);
            try {
                ledgers.issue(new ChangeKey(ledger, entry));
                return;
            } catch (Rejected otherEntry) {
                // Another command of an operator's has added an entry in between.
                if (attempt == ATTEMPTS) {
                    throw otherEntry;
                }
            }
        }
    }

    private List<UUID> after(UUID ledger) throws SQLException {
        List<UUID> some = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(LEDGERS)) {
            query.setObject(1, ledger);
            query.setInt(2, LEDGERS_AT_A_TIME);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    some.add(row.getObject(1, UUID.class));
                }
            }
        }
        return some;
    }

    private long last(UUID ledger) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LAST)) {
            query.setObject(1, ledger);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private long howMany() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HOW_MANY);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
