package dev.kept.commitments.commitment;

import dev.kept.commitments.commitment.Commitment.Agreed;
import dev.kept.commitments.commitment.Commitment.Dropped;
import dev.kept.commitments.commitment.Commitment.Requested;
import dev.kept.commitments.commitment.Occurrence.Outcome;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.MissExcused;
import dev.kept.events.CommitmentEvent.ReasonGiven;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.RequestDeclined;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every commitment of a ledger.
 *
 * @param all requests and ended ones too, by id
 */
public record Commitments(PMap<UUID, Commitment> all) {

    public static final Commitments NONE = new Commitments(HashTreePMap.empty());

    /** How many occurrences all of them have, and would have once requests are accepted. */
    public int dates() {
        return all.values().stream()
                .mapToInt(commitment -> switch (commitment) {
                    case Requested requested -> requested.offer().occurrences().size();
                    case Agreed agreed -> agreed.occurrences().size();
                    case Dropped ignored -> 0;
                })
                .sum();
    }

    boolean knows(UUID commitment) {
        return all.containsKey(commitment);
    }

    /** Those that somebody still owes, or that wait for an answer: requested, open, delivered or disputed. */
    public List<UUID> unsettled() {
        return all.entrySet().stream()
                .filter(each -> isUnsettled(each.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean isUnsettled(Commitment commitment) {
        return switch (commitment) {
            case Requested ignored -> true;
            case Dropped ignored -> false;
            case Agreed agreed -> agreed.occurrences().stream().anyMatch(Commitments::isUnsettled);
        };
    }

    private static boolean isUnsettled(Occurrence occurrence) {
        return switch (occurrence) {
            case Occurrence.Open ignored -> true;
            case Occurrence.Delivered ignored -> true;
            case Occurrence.Disputed ignored -> true;
            case Occurrence.Missed ignored -> false;
            case Occurrence.Settled ignored -> false;
        };
    }

    /**
     * Makes sure that what an entry will say of commitments is about commitments of this ledger.
     *
     * @throws Rejected when an id is none of theirs
     */
    public void requireAll(Collection<UUID> commitments) {
        List<UUID> unknown = commitments.stream().filter(it -> !knows(it)).toList();
        if (!unknown.isEmpty()) {
            throw Rejected.rule(
                    "linked-item-not-found",
                    "It refers to something that is not a commitment of this ledger.",
                    Map.of("items", unknown));
        }
    }

    Commitment require(UUID id) {
        Commitment commitment = all.get(id);
        if (commitment == null) {
            throw Rejected.unknown(
                    "commitment-not-found", "There is no such commitment in this ledger.", Map.of("commitment", id));
        }
        return commitment;
    }

    Requested requireRequested(UUID id) {
        return switch (require(id)) {
            case Requested requested -> requested;
            case Agreed ignored ->
                throw Rejected.rule(
                        "already-agreed", "This request has already been accepted.", Map.of("commitment", id));
            case Dropped dropped -> throw dropped(id, dropped);
        };
    }

    Agreed requireAgreed(UUID id) {
        return switch (require(id)) {
            case Agreed agreed -> agreed;
            case Requested requested ->
                throw Rejected.rule(
                        "not-accepted-yet",
                        "This is still a request: it has not been accepted.",
                        Map.of("commitment", id, "turn", requested.turn()));
            case Dropped dropped -> throw dropped(id, dropped);
        };
    }

    /**
     * Makes sure that a delivery is disputed now.
     *
     * @param occurrence null stands for the only one
     * @return the number of the occurrence
     * @throws Rejected when it is not, or there is no such occurrence
     */
    public int requireDisputed(UUID id, @Nullable Integer occurrence) {
        AgreedOccurrence about = AgreedOccurrence.of(this, id, occurrence);
        about.requireDisputed();
        return about.number();
    }

    /** The entry with which an occurrence came to be disputed as it is now; empty when it is not disputed. */
    public OptionalLong disputedSince(UUID id, int occurrence) {
        return all.get(id) instanceof Agreed agreed
                        && agreed.occurrence(occurrence) instanceof Occurrence.Disputed disputed
                ? OptionalLong.of(disputed.since())
                : OptionalLong.empty();
    }

    /**
     * Makes sure that an entry refers to a commitment of this ledger.
     *
     * @throws Rejected when the id is no commitment's
     */
    public void requireLinked(UUID id) {
        if (!knows(id)) {
            throw Rejected.rule(
                    "linked-item-not-found",
                    "It refers to something that is not a commitment of this ledger.",
                    Map.of("items", List.of(id)));
        }
    }

    /**
     * Makes sure that a side owes a commitment, and that something of it is still to be settled.
     *
     * @throws Rejected otherwise
     */
    public void requireOwed(UUID id, Side side) {
        requireLinked(id);
        if (!(all.get(id) instanceof Agreed agreed) || agreed.promisor() != side || !agreed.inForce()) {
            throw Rejected.rule(
                    "repair-not-owed",
                    "The commitment that repairs is one that your side owes, and that is not settled yet.",
                    Map.of("commitment", id, "side", side));
        }
    }

    private static Rejected dropped(UUID id, Dropped dropped) {
        return Rejected.rule(
                "request-closed",
                "This request came to nothing; ask again if it still matters.",
                Map.of("commitment", id, "state", dropped.declined() ? "declined" : "withdrawn"));
    }

    /**
     * The commitments after one more entry.
     *
     * @param sequence the entry
     * @param recorded when it was: what decides whether a delivery was in time
     */
    public Commitments evolve(CommitmentEvent event, long sequence, Instant recorded) {
        UUID id = event.commitment();
        return switch (event) {
            case CommitmentMade it -> with(id, Agreed.on(it.promisor(), it.terms()));
            case CommitmentRequested it -> with(id, new Requested(it.promisor(), Agreed.on(it.promisor(), it.terms())));
            case RequestAccepted ignored -> with(id, requested(id).offer());
            case RequestDeclined ignored -> with(id, new Dropped(true));
            case RequestCountered it ->
                with(
                        id,
                        new Requested(
                                it.by().other(), Agreed.on(requested(id).offer().promisor(), it.terms())));
            case UpdateDelivered ignored -> this;
            case TermsProposed it ->
                change(
                        id,
                        it.occurrence(),
                        propose(new Proposal(
                                it.proposal(), it.by(), it.terms().due().at())));
            case TermsAccepted it -> change(id, it.occurrence(), OccurrenceTransitions::acceptProposal);
            case TermsDeclined it -> change(id, it.occurrence(), OccurrenceTransitions::declineProposal);
            case TermsCountered it ->
                change(
                        id,
                        it.occurrence(),
                        propose(new Proposal(
                                it.counter(), it.by(), it.terms().due().at())));
            case CommitmentDelivered it ->
                change(id, it.occurrence(), occurrence -> OccurrenceTransitions.deliver(occurrence, recorded));
            case DeliveryConfirmed it -> change(id, it.occurrence(), OccurrenceTransitions::confirm);
            case DeliveryDisputed it ->
                change(id, it.occurrence(), occurrence -> OccurrenceTransitions.dispute(occurrence, sequence));
            case DisputeWithdrawn it -> change(id, it.occurrence(), OccurrenceTransitions::withdrawDispute);
            case DisputeEscalated it -> change(id, it.occurrence(), OccurrenceTransitions::escalate);
            case DisputeResolved it ->
                change(id, it.occurrence(), occurrence -> OccurrenceTransitions.resolve(occurrence, it.kept()));
            case DeliveryUncontested it -> change(id, it.occurrence(), OccurrenceTransitions::lapse);
            case DeadlineMissed it -> change(id, it.occurrence(), OccurrenceTransitions::miss);
            case ReasonGiven ignored -> this;
            case MissExcused it -> change(id, it.occurrence(), OccurrenceTransitions::excuse);
            case CommitmentReleased ignored -> with(id, agreed(id).end(Outcome.RELEASED));
            case CommitmentWithdrawn ignored -> withdrawn(id);
        };
    }

    private static UnaryOperator<Occurrence> propose(Proposal proposal) {
        return occurrence -> OccurrenceTransitions.propose(occurrence, proposal);
    }

    private Commitments withdrawn(UUID id) {
        return all.get(id) instanceof Agreed agreed
                ? with(id, agreed.end(Outcome.WITHDRAWN))
                : with(id, new Dropped(false));
    }

    private Commitments change(UUID id, int occurrence, UnaryOperator<Occurrence> change) {
        return with(id, agreed(id).change(occurrence, change));
    }

    private Commitments with(UUID id, Commitment commitment) {
        return new Commitments(all.plus(id, commitment));
    }

    private Agreed agreed(UUID id) {
        if (!(all.get(id) instanceof Agreed agreed)) {
            throw new IllegalStateException("the history goes on with a commitment that was not agreed");
        }
        return agreed;
    }

    private Requested requested(UUID id) {
        if (!(all.get(id) instanceof Requested requested)) {
            throw new IllegalStateException("the history answers a request that is not open");
        }
        return requested;
    }
}
