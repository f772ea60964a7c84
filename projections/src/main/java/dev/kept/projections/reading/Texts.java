package dev.kept.projections.reading;

import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Puts the texts into answers. Give it records that hold {@link dev.kept.events.Text} references; it answers JSON in which each is a
 * string, or {@code {"erased":true}} when the text is gone. One query for all references, however many answers there are.
 */
public interface Texts {

    JsonNode render(UUID ledger, Object answer);

    /** As {@link #render}, for answers from several ledgers, in their order. */
    List<JsonNode> render(List<OfLedger> answers);

    /** An answer whose references belong to a ledger. */
    record OfLedger(UUID ledger, Object answer) {}
}
