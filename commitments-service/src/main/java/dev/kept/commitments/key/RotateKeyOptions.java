package dev.kept.commitments.key;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.transparency.note.SigningKey;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Option;

/** What {@code rotate-key} takes on a command line, and what it does once the event store and the keys are found. */
public final class RotateKeyOptions {

    @Option(
            names = "--old-key-lost",
            description =
                    "The old key is gone for good: every ledger says that it could not hand over, and everybody who"
                            + " checks has to accept the new key by hand. Look for a backup of the key first.")
    private boolean oldKeyLost;

    /** Whether there is no old key that could hand over. */
    public boolean oldKeyLost() {
        return oldKeyLost;
    }

    /**
     * The last change, when it is finished but for ledgers in which nothing could be recorded: {@link #run} goes on with those, with the same
     * two keys.
     *
     * @throws CannotChangeKey when the event store does not answer
     */
    public static Optional<SigningIdentity.Change> leftUnfinished(String jdbcUrl, String username, String password) {
        try (Connection connection = store(jdbcUrl, username, password).getConnection()) {
            SigningIdentity identity = new SigningIdentity(new SingleConnectionDataSource(connection, true));
            return identity.left().isEmpty()
                    ? Optional.empty()
                    : Optional.of(identity.changes().getLast());
        } catch (SQLException e) {
            throw new CannotChangeKey("The event store does not answer. Run it again: it goes on where it stopped.");
        }
    }

    /**
     * Changes the key of every ledger, or of those that the last change has left.
     *
     * @param username of the run-time role, which adds entries
     * @param opening opens the ledgers, which are closed again
     * @param oldKey the key that has signed so far; not looked at when it is lost
     * @return the public half of the key that has signed so far
     * @throws CannotChangeKey with the reason
     */
    public PublicKey run(
            String jdbcUrl,
            String username,
            String password,
            Supplier<? extends KeyedLedgers> opening,
            @Nullable SigningKey oldKey,
            SigningKey newKey,
            PrintWriter console) {
        if (!oldKeyLost && oldKey == null) {
            throw new CannotChangeKey(
                    "The old key is not there. Put it back from its backup; if there is none, see 'When the"
                            + " key is lost' in docs/operations.md.");
        }
        try (Connection connection = store(jdbcUrl, username, password).getConnection();
                KeyedLedgers ledgers = opening.get()) {
            return new KeyRotation(connection, ledgers, line -> {
                        console.println(line);
                        console.flush();
                    })
                    .run(oldKeyLost ? null : oldKey, newKey);
        } catch (StoreUnavailable unavailable) {
            throw new CannotChangeKey(String.valueOf(unavailable.getMessage()));
        } catch (SQLException e) {
            throw new CannotChangeKey("The event store does not answer. Run it again: it goes on where it stopped.");
        }
    }

    private static PGSimpleDataSource store(String jdbcUrl, String username, String password) {
        PGSimpleDataSource store = new PGSimpleDataSource();
        store.setUrl(jdbcUrl);
        store.setUser(username);
        store.setPassword(password);
        return store;
    }
}
