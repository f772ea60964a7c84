package dev.kept.projections.readmodels;

import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import java.util.List;
import java.util.UUID;

final class LedgerReadings implements Readings {

    private final Ledgers ledgers;
    private final Texts texts;

    LedgerReadings(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @Override
    public Reading of(UUID reader) {
        return new LedgerReadingsOfOne(ledgers, texts, ledgers.of(reader));
    }

    @Override
    public Reading open(UUID ledger, UUID reader) {
        return new LedgerReadingsOfOne(ledgers, texts, List.of(ledgers.open(ledger, reader, null)));
    }
}
