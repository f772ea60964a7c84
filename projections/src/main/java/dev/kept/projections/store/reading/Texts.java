package dev.kept.projections.store.reading;

import java.util.List;
import java.util.function.LongPredicate;
import tools.jackson.databind.JsonNode;

/**
 * Puts the texts into answers. Give it records that hold {@link dev.kept.events.Text} references; it answers JSON in which each is a
 * string, or {@code {"erased":true}} when the text is gone, and each {@link dev.kept.projections.store.fold.Provenance} names its person as
 * the ledger knows it: {@code {"entry":3,"recorded":"...","by":{"member":"...","name":"...","side":"A"}}}, {@code
 * "by":{"side":"system"}} where no person recorded it; an {@link dev.kept.events.Actor} is written as such a {@code by}. A
 * {@link dev.kept.events.Due} of a plain date names that {@code day} beside its instant. One query for all references, however many answers there are.
 */
public interface Texts {

    JsonNode render(LedgerReading ledger, Object answer);

    /**
     * As {@link #render(LedgerReading, Object)}; each text of an entry that is left out is {@code {"leftOut":true}}, unless it is gone
     * anyway.
     *
     * @param shown whether an entry's texts are shown, by its sequence
     */
    JsonNode render(LedgerReading ledger, Object answer, LongPredicate shown);

    /** As {@link #render}, for answers from several ledgers, in their order. */
    List<JsonNode> render(List<OfLedger> answers);

    /** An answer whose references belong to a ledger. */
    record OfLedger(LedgerReading ledger, Object answer) {}
}
