package dev.kept.projections.readmodels;

import dev.kept.events.ItemName;
import dev.kept.projections.readmodels.dates.ItemDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The ledgers that one person may read, as they stood when it was asked for. */
public interface Reading {

    /** In the order of {@link Readings#of}. */
    List<ReadableLedger> ledgers();

    /** @throws java.util.NoSuchElementException when it is not among these */
    ReadableLedger ledger(UUID ledger);

    /** The same of one ledger alone; of none when it is not among these. */
    Reading only(UUID ledger);

    /** What waits for the reader and which dates are near, ledger by ledger. */
    List<Agenda> agendas(Instant at);

    /** Gives every date of every ledger to somebody, one after the other: for choices that keep few of them. */
    void eachDate(Consumer<ItemDate> taker);

    /** The dates of one item; empty when the ledger has no such item, or the kind no dates. */
    Optional<List<ItemDate>> datesOf(UUID ledger, ItemName kind, UUID item);

    /**
     * Puts texts into answers: each {@link dev.kept.events.Text} becomes a string, or {@code {"erased":true}} when it is gone. One query,
     * however many answers there are.
     */
    List<JsonNode> render(List<Answer> answers);

    /** An answer whose texts belong to one of these ledgers. */
    record Answer(UUID ledger, Object content) {}
}
