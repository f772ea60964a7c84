package dev.kept.projections.kinds.charter;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.charter.CharterView.CharterProposal;
import dev.kept.projections.kinds.charter.CharterView.CharterProposalState;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to getCharter.
 *
 * @param version in force; 0 before there is one
 * @param inForce null before there is one
 * @param open what waits for an answer, with the clauses that would be in force
 * @param history all that was ever put forward, in order
 */
record CharterAnswer(
        UUID charter,
        int version,
        @Nullable CharterVersion inForce,
        @Nullable CharterProposalAnswer open,
        List<CharterStep> history,
        List<Turn> waiting,
        long lastSequence) {

    CharterAnswer {
        history = List.copyOf(history);
        waiting = List.copyOf(waiting);
    }

    /**
     * A proposal and what it changes.
     *
     * @param changes against what was in force when it was put forward
     */
    record CharterProposalAnswer(CharterProposal proposal, CharterChanges changes) {
        static CharterProposalAnswer of(CharterView view, CharterProposal proposal) {
            return new CharterProposalAnswer(
                    proposal,
                    CharterChanges.between(
                            proposal.base(), view.clausesOf(proposal.base()), proposal.version(), proposal.clauses()));
        }
    }

    /**
     * A proposal without its clauses.
     *
     * @param version the version it became
     */
    record CharterStep(
            UUID proposal,
            Side by,
            @Nullable UUID answers,
            CharterProposalState state,
            Provenance proposed,
            @Nullable Text reason,
            @Nullable Provenance answered,
            @Nullable Text answerReason,
            @Nullable Integer version) {
        static CharterStep of(CharterProposal it) {
            return new CharterStep(
                    it.proposal(),
                    it.by(),
                    it.answers(),
                    it.state(),
                    it.proposed(),
                    it.reason(),
                    it.answered(),
                    it.answerReason(),
                    it.version());
        }
    }

    static CharterAnswer of(CharterView view) {
        return new CharterAnswer(
                view.charter(),
                view.version(),
                view.version(view.version()).map(CharterVersion::of).orElse(null),
                view.open().map(open -> CharterProposalAnswer.of(view, open)).orElse(null),
                view.proposals().stream().map(CharterStep::of).toList(),
                view.waiting(),
                view.lastSequence());
    }
}
