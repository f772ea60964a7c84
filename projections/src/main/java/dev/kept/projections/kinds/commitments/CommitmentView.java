package dev.kept.projections.kinds.commitments;

import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commitment with its whole history. Each piece names the entry it comes from.
 *
 * @param state of its current occurrence: the next one that is open, else the first that awaits an answer, else the last
 * @param begun by which entry it was made or requested
 * @param requested whether the promisee asked for it, rather than the promisor making it
 * @param agreed by which entry it came into force; null while it is requested, and when it was declined
 * @param terms in force now; before that, the terms last put forward
 * @param versions all terms that were ever put forward before it was agreed or agreed after, in order
 * @param current the number of the current occurrence
 * @param declined how the request ended, when it was declined
 * @param closed how the occurrences still open ended, when it was released or withdrawn
 * @param waiting what is whose turn
 * @param lastSequence the last entry about it
 */
public record CommitmentView(
        UUID commitment,
        Side promisor,
        Side promisee,
        State state,
        Provenance begun,
        boolean requested,
        @Nullable Provenance agreed,
        Terms terms,
        List<TermsVersion> versions,
        List<Occurrence> occurrences,
        int current,
        @Nullable Closing declined,
        @Nullable Closing closed,
        List<Waiting> waiting,
        long lastSequence) {

    public CommitmentView {
        versions = List.copyOf(versions);
        occurrences = List.copyOf(occurrences);
        waiting = List.copyOf(waiting);
    }

    /**
     * Terms as they stood at some time.
     *
     * @param version from 1
     * @param occurrence the only one they are for; null when they are for all
     * @param by the side that put them forward
     * @param reason why, when they answered earlier ones
     * @param agreed by which entry the other side agreed; null when it never did, or not yet
     */
    public record TermsVersion(
            int version,
            @Nullable Integer occurrence,
            Terms terms,
            Side by,
            Provenance putForward,
            @Nullable Text reason,
            @Nullable Provenance agreed) {

        TermsVersion agreed(Provenance at) {
            return new TermsVersion(version, occurrence, terms, by, putForward, reason, at);
        }
    }

    /** How something ended before it was delivered. */
    public record Closing(
            State how, Provenance by, @Nullable Text reason) {}

    public Occurrence occurrence(int number) {
        return occurrences.get(number - 1);
    }

    boolean recurring() {
        return terms.recurrence() != null;
    }
}
