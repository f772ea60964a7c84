package dev.kept.projections.kinds.commitments;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commitment as lists show it, by one of its occurrences.
 *
 * @param occurrence the one shown: the current one when it matches the list's filters, else the first due of those that do. The state
 *     and the dues are its own
 * @param matching the occurrences that match the list's filters
 * @param occurrences how many there are
 * @param states how many occurrences are in which state
 * @param progress percent, as last told
 * @param atRisk while it is open, whether the promisor last told so
 * @param confirmBy while a delivery awaits confirmation, the end of its window
 * @param waiting what is whose turn, in the whole commitment
 * @param lastSequence the last entry about it; its ETag
 */
public record ListedCommitment(
        UUID commitment,
        Text title,
        Side promisor,
        Side promisee,
        int occurrence,
        State state,
        Due due,
        Due originalDue,
        List<Integer> matching,
        boolean recurring,
        int occurrences,
        Map<String, Integer> states,
        @Nullable Integer progress,
        boolean atRisk,
        @Nullable Instant confirmBy,
        List<Waiting> waiting,
        long lastSequence) {

    public ListedCommitment {
        matching = List.copyOf(matching);
        waiting = List.copyOf(waiting);
    }

    /** By its current occurrence. */
    public static ListedCommitment current(Standing standing) {
        return of(standing, standing.line(standing.current()), List.of(standing.current()));
    }

    static ListedCommitment of(Standing standing, Standing.Line shown, List<Integer> matching) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        standing.lines().forEach(line -> counts.merge(line.state(), 1, Integer::sum));
        Map<String, Integer> states = new LinkedHashMap<>();
        counts.forEach((state, count) -> states.put(state.wireName(), count));
        return new ListedCommitment(
                standing.commitment(),
                standing.title(),
                standing.promisor(),
                standing.promisor().other(),
                shown.occurrence(),
                shown.state(),
                new Due(shown.due(), shown.zone()),
                new Due(shown.originalDue(), shown.zone()),
                matching,
                standing.recurring(),
                standing.lines().size(),
                states,
                shown.progress(),
                shown.atRisk(),
                shown.confirmBy(),
                standing.waiting(),
                standing.lastSequence());
    }
}
