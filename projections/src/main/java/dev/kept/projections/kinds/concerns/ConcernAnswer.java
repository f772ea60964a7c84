package dev.kept.projections.kinds.concerns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.State;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    private static final ConcernFold CONCERNS = new ConcernFold();
    private static final CommitmentFold COMMITMENTS = new CommitmentFold();

    /** A commitment that a concern is linked to, by its current occurrence. */
    record LinkedCommitment(UUID commitment, Text title, Side promisor, State state, Due due) {

        static LinkedCommitment of(CommitmentView view) {
            return new LinkedCommitment(
                    view.commitment(),
                    view.terms().title(),
                    view.promisor(),
                    view.state(),
                    view.occurrence(view.current()).due());
        }
    }

    static ConcernAnswer of(LedgerReading reading, ConcernView view) {
        RepeatedConcerns repeated = new RepeatedConcerns(
                reading.items(CONCERNS, ItemFilter.ALL).stream().map(Item::view).toList());
        Set<UUID> commitments = new LinkedHashSet<>();
        view.apologies().forEach(apology -> commitments.add(apology.repair()));
        view.remedies().forEach(remedy -> {
            UUID commitment = remedy.commitment();
            if (commitment != null) {
                commitments.add(commitment);
            }
        });
        return new ConcernAnswer(
                view,
                repeated.before(view.concern()),
                repeated.after(view.concern()),
                commitments.stream()
                        .flatMap(id -> reading.item(COMMITMENTS, id).stream())
                        .map(item -> LinkedCommitment.of(item.view()))
                        .toList());
    }
}
