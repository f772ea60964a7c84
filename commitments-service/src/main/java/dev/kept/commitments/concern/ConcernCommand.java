package dev.kept.commitments.concern;

import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.concern.Concern.Remedy;
import dev.kept.commitments.concern.Concern.Unsettled;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.ConcernEvent.ApologyOffered;
import dev.kept.events.ConcernEvent.CauseNamed;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernEscalated;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernReopened;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.ConcernEvent.RemedyAccepted;
import dev.kept.events.ConcernEvent.RemedyDeclined;
import dev.kept.events.ConcernEvent.RemedyProposed;
import dev.kept.events.Evidence;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for about something that hurts or blocks. "The other side" is the one that did not raise it. */
public sealed interface ConcernCommand extends LedgerCommand<ConcernSlice> {

    UUID concern();

    @Override
    default UUID item() {
        return concern();
    }

    /**
     * The issuer's side says what it observed and what that did.
     *
     * @param repeats the earlier concern that shows again
     * @param about items it is about
     */
    record RaiseConcern(
            UUID ledger,
            UUID concern,
            Text title,
            Text purpose,
            Text behaviour,
            Text impact,
            List<Evidence> evidence,
            Text invitation,
            @Nullable UUID repeats,
            List<UUID> about)
            implements ConcernCommand {
        public RaiseConcern {
            evidence = List.copyOf(evidence);
            about = List.copyOf(about);
        }

        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            Side by = issue.side();
            if (state.knows(concern)) {
                throw Rejected.alreadyExists(concern);
            }
            if (repeats != null && !state.concerns().knows(repeats)) {
                throw Rejected.rule(
                        "linked-item-not-found",
                        "What it repeats is not a concern of this ledger.",
                        Map.of("items", List.of(repeats)));
            }
            state.requireKnown(about);
            return List.of(new ConcernRaised(
                    concern, by, title, purpose, behaviour, impact, evidence, invitation, repeats, about));
        }
    }

    /** The other side acknowledges it; once, and once more each time it was reopened. */
    record AcknowledgeConcern(UUID ledger, UUID concern, Text text) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            Unsettled unsettled = state.concerns().requireUnsettled(concern);
            requireOtherSide(concern, unsettled, issue);
            if (unsettled.acknowledged()) {
                throw Rejected.rule(
                        "already-acknowledged",
                        "Your side has already acknowledged this concern.",
                        Map.of("concern", concern));
            }
            return List.of(new ConcernAcknowledged(concern, text));
        }
    }

    /** Either side names what led to it. */
    record NameCause(UUID ledger, UUID concern, UUID cause, Text text) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            Side by = issue.side();
            state.concerns().requireUnsettled(concern);
            return List.of(new CauseNamed(concern, cause, by, text));
        }
    }

    /**
     * The other side apologises, and commits itself to a repair: to one that its side owes already, or to a new one.
     *
     * @param repair a commitment that the side owes
     * @param commitment the id of the new one
     * @param terms of the new one; null when {@code repair} is named
     */
    record OfferApology(
            UUID ledger,
            UUID concern,
            UUID apology,
            Text impact,
            Text wrong,
            Text regret,
            @Nullable UUID repair,
            UUID commitment,
            @Nullable Terms terms)
            implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            requireOtherSide(concern, state.concerns().requireUnsettled(concern), issue);
            requireOneRepair();
            List<LedgerEvent> events = new ArrayList<>();
            if (repair != null) {
                state.commitments().requireOwed(repair, issue.side());
            } else if (terms != null) {
                events.addAll(new MakeCommitment(ledger, commitment, terms).decide(state, issue));
            }
            events.add(
                    new ApologyOffered(concern, apology, impact, wrong, regret, repair == null ? commitment : repair));
            return events;
        }

        private void requireOneRepair() {
            if (repair == null && terms == null) {
                throw Rejected.rule(
                        "repair-missing",
                        "An apology comes with a commitment that repairs: name one that your side owes, or give the"
                                + " terms of a new one.",
                        Map.of("concern", concern));
            }
            if (repair != null && terms != null) {
                throw Rejected.rule(
                        "repair-ambiguous",
                        "Name a commitment that your side owes, or give the terms of a new one, not both.",
                        Map.of("concern", concern, "repair", repair));
            }
        }
    }

    /**
     * Either side proposes what would put it right.
     *
     * @param commitment a commitment of this ledger that carries it out
     */
    record ProposeRemedy(
            UUID ledger,
            UUID concern,
            UUID remedy,
            Text text,
            @Nullable UUID commitment) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            Side by = issue.side();
            Unsettled unsettled = state.concerns().requireUnsettled(concern);
            if (unsettled.remedies().containsKey(remedy)) {
                throw Rejected.alreadyExists(remedy);
            }
            if (commitment != null) {
                state.commitments().requireLinked(commitment);
            }
            return List.of(new RemedyProposed(concern, remedy, by, text, commitment));
        }
    }

    /** The side that did not propose a remedy accepts it. */
    record AcceptRemedy(UUID ledger, UUID concern, UUID remedy) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            requireAnswerable(state, concern, remedy, issue);
            return List.of(new RemedyAccepted(concern, remedy));
        }
    }

    /** The side that did not propose a remedy declines it. */
    record DeclineRemedy(
            UUID ledger,
            UUID concern,
            UUID remedy,
            @Nullable Text reason) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            requireAnswerable(state, concern, remedy, issue);
            return List.of(new RemedyDeclined(concern, remedy, reason));
        }
    }

    /**
     * A side says that it is ready to move forward, or takes that back. The second side's readiness settles the concern.
     *
     * @param ready false takes an earlier declaration back
     */
    record DeclareReadiness(
            UUID ledger,
            UUID concern,
            boolean ready,
            @Nullable Text comment) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            Side by = issue.side();
            Unsettled unsettled = state.concerns().requireUnsettled(concern);
            requireChange(unsettled, by);
            LedgerEvent declared = new ReadinessDeclared(concern, by, ready, comment);
            return ready && unsettled.ready() == by.other()
                    ? List.of(declared, new ConcernSettled(concern))
                    : List.of(declared);
        }

        private void requireChange(Unsettled unsettled, Side by) {
            if (ready && unsettled.ready() == by) {
                throw Rejected.rule(
                        "already-declared",
                        "Your side has already declared its readiness.",
                        Map.of("concern", concern, "side", by));
            }
            if (!ready && unsettled.ready() != by) {
                throw Rejected.rule(
                        "not-declared",
                        "Your side has declared no readiness that it could take back.",
                        Map.of("concern", concern, "side", by));
            }
        }
    }

    /** Either side reopens a settled concern; both declare their readiness anew. */
    record ReopenConcern(UUID ledger, UUID concern, Text reason) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            Side by = issue.side();
            if (state.concerns().require(concern) instanceof Unsettled) {
                throw Rejected.rule(
                        "concern-not-settled",
                        "This concern is not settled, so there is nothing to reopen.",
                        Map.of("concern", concern));
            }
            return List.of(new ConcernReopened(concern, by, reason));
        }
    }

    /** Either side takes it to the mediator; once, and once more each time it was reopened. */
    record EscalateConcern(
            UUID ledger, UUID concern, @Nullable Text reason) implements ConcernCommand {
        @Override
        public List<LedgerEvent> decide(ConcernSlice state, Issue issue) {
            Side by = issue.side();
            Unsettled unsettled = state.concerns().requireUnsettled(concern);
            if (unsettled.escalated()) {
                throw Rejected.rule(
                        "already-escalated",
                        "This concern has already been taken to the mediator.",
                        Map.of("concern", concern));
            }
            state.requireMediator();
            return List.of(new ConcernEscalated(concern, by, reason));
        }
    }

    private static void requireOtherSide(UUID concern, Unsettled unsettled, Issue issue) {
        Side side = issue.side();
        if (side == unsettled.by()) {
            throw Rejected.rule(
                    "only-other-side",
                    "Your side raised this concern; this is for the other side to do.",
                    Map.of("concern", concern, "by", unsettled.by(), "side", side));
        }
    }

    private static void requireAnswerable(ConcernSlice state, UUID concern, UUID id, Issue issue) {
        Side side = issue.side();
        Remedy remedy = state.concerns().requireUnsettled(concern).remedies().get(id);
        if (remedy == null) {
            throw Rejected.unknown(
                    "remedy-not-found",
                    "There is no such remedy for this concern.",
                    Map.of("concern", concern, "remedy", id));
        }
        if (remedy.answered()) {
            throw Rejected.rule(
                    "remedy-answered",
                    "This remedy has already been accepted or declined.",
                    Map.of("concern", concern, "remedy", id));
        }
        if (remedy.by() == side) {
            throw Rejected.rule(
                    "not-your-turn",
                    "Your side proposed this remedy; it is for the other side to answer.",
                    Map.of("concern", concern, "remedy", id, "turn", side.other()));
        }
    }
}
