package dev.kept.projections.kinds.concerns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.commitments.State;
import java.util.List;
import java.util.UUID;

/**
 * A concern as getConcern answers it: its view, with what it is linked to.
 *
 * @param earlier the concern it repeats, the one that repeats, and so on: the first of them first
 * @param later concerns that repeat it, directly or by others, in the order in which they were raised
 * @param commitments that repair or carry out a remedy, as they stand
 */
record ConcernAnswer(
        @JsonUnwrapped ConcernView concern,
        List<ConcernBrief> earlier,
        List<ConcernBrief> later,
        List<LinkedCommitment> commitments) {

    /** A commitment that a concern is linked to, by its current occurrence. */
    record LinkedCommitment(UUID commitment, Text title, Side promisor, State state, Due due) {}
}
