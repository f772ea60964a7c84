package dev.kept.commitments.key;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.transparency.note.SigningKey;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
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
     * Changes the key of every ledger.
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
        PGSimpleDataSource store = new PGSimpleDataSource();
        store.setUrl(jdbcUrl);
        store.setUser(username);
        store.setPassword(password);
        try (Connection connection = store.getConnection();
                KeyedLedgers ledgers = opening.get()) {
            return new KeyRotation(connection, ledgers, line -> {
                        console.println(line);
                        console.flush();
                    })
                    .run(oldKeyLost ? null : oldKey, newKey);
        } catch (Rejected rejected) {
            throw new CannotChangeKey("%s (%s %s)".formatted(rejected.getMessage(), rejected.code(), rejected.facts()));
        } catch (StoreUnavailable unavailable) {
            throw new CannotChangeKey(String.valueOf(unavailable.getMessage()));
        } catch (SQLException e) {
            throw new CannotChangeKey("The event store does not answer. Run it again: it goes on where it stopped.");
        }
    }
}
