package dev.kept.commitments.erasure;

import dev.kept.commitments.eventstore.RecordedStatements;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up who recorded an entry, and which texts it sealed. */
@Component
public class SealedEntries {

    private final RecordedStatements statements;

    SealedEntries(RecordedStatements statements) {
        this.statements = statements;
    }

    /**
     * The entry, whoever asks: who may know of it is for the ledger to say. Null when there is none.
     *
     * @throws dev.kept.commitments.eventstore.StoreUnavailable when PostgreSQL does not answer
     */
    public @Nullable SealedEntry find(UUID ledger, long sequence) {
        return statements.find(ledger, sequence).map(SealedEntries::read).orElse(null);
    }

    private static SealedEntry read(byte[] statement) {
        Entry entry = Statements.read(statement);
        return new SealedEntry(entry.actor(), entry.event().subject(), Statements.sealedFields(statement));
    }
}
