package dev.kept.projections.store.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.events.Entry;
import dev.kept.events.Statements;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record of the topic of statements, as far as it can be understood. */
sealed interface Arrival {

    Received received();

    /** A statement of this contract. */
    record Legible(Received received, Entry entry) implements Arrival {

        byte[] statement() {
            return Objects.requireNonNull(received.value(), "it was read");
        }

        @Nullable
        String trace() {
            return received.trace();
        }
    }

    /**
     * Anything else.
     *
     * @param ledger null when not even the key tells it
     * @param reason without any of the record's content
     */
    record Illegible(Received received, @Nullable UUID ledger, String reason) implements Arrival {}

    static Arrival of(Received received) {
        UUID ledger = uuid(received.key());
        if (ledger == null) {
            return new Illegible(received, null, "the key is not a ledger's id");
        }
        byte[] statement = received.value();
        if (statement == null) {
            return new Illegible(received, ledger, "a statement without bytes");
        }
        try {
            Entry entry = Statements.read(statement);
            if (!entry.ledger().equals(ledger)) {
                return new Illegible(received, ledger, "the statement is of another ledger than its key");
            }
            return new Legible(received, entry);
        } catch (RuntimeException e) {
            // Whatever a strange record makes the reader do, it must stop one ledger, not all.
            return new Illegible(received, ledger, "not a readable statement: " + Reasons.of(e));
        }
    }

    private static @Nullable UUID uuid(byte @Nullable [] key) {
        try {
            return key == null ? null : UUID.fromString(new String(key, UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
