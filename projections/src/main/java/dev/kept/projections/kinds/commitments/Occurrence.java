package dev.kept.projections.kinds.commitments;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.store.fold.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One occurrence of a commitment, assessed by itself. A commitment that does not recur has just this one.
 *
 * @param occurrence from 1
 * @param originalDue the first due agreed, which keeps counting in its own rate
 * @param due the due in force
 * @param dues every due that was ever in force, the first one first
 * @param terms this occurrence's own terms, when they differ from those of the recurring commitment
 * @param proposals every proposal of other terms, in order
 * @param deliveries in order; the last one counts
 * @param miss present once the due instant was missed, for good: a late delivery makes good but does not erase
 */
public record Occurrence(
        int occurrence,
        State state,
        Due originalDue,
        Due due,
        List<AgreedDue> dues,
        @Nullable Terms terms,
        List<Proposal> proposals,
        List<Update> updates,
        List<Delivery> deliveries,
        @Nullable Miss miss) {

    public Occurrence {
        dues = List.copyOf(dues);
        proposals = List.copyOf(proposals);
        updates = List.copyOf(updates);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * A due and the entry that put it in force.
     *
     * @param proposal the renegotiation it came from; null for the first
     */
    public record AgreedDue(
            Due due, Provenance agreed, @Nullable UUID proposal) {}

    /**
     * Terms proposed after the commitment was agreed: a renegotiation once accepted.
     *
     * @param by the side that proposed them
     * @param terms what is absent stays as it was
     * @param dueThen the due in force when they were proposed; of an accepted one, the due it replaced
     * @param beforeDue proposed before that due instant
     * @param counterTo the proposal this one answers
     * @param notice the entry that first gave notice of the change before the due it replaced; null when none did or it was not accepted
     * @param answered by which entry it was accepted, declined or countered
     * @param answerReason why it was declined or countered
     */
    public record Proposal(
            UUID proposal,
            Side by,
            Provenance proposed,
            RevisedTerms terms,
            Text reason,
            Due dueThen,
            boolean beforeDue,
            @Nullable UUID counterTo,
            ProposalOutcome outcome,
            @Nullable Provenance notice,
            @Nullable Provenance answered,
            @Nullable Text answerReason) {

        Proposal answered(ProposalOutcome how, Provenance by, @Nullable Text why) {
            return new Proposal(
                    proposal, this.by, proposed, terms, reason, dueThen, beforeDue, counterTo, how, notice, by, why);
        }

        Proposal accepted(Due replaced, @Nullable Provenance notice, Provenance by) {
            return new Proposal(
                    proposal,
                    this.by,
                    proposed,
                    terms,
                    reason,
                    replaced,
                    proposed.recorded().isBefore(replaced.at()),
                    counterTo,
                    ProposalOutcome.ACCEPTED,
                    notice,
                    by,
                    null);
        }
    }

    /** What became of a proposal. */
    public enum ProposalOutcome {
        OPEN,
        ACCEPTED,
        DECLINED,
        COUNTERED,
        /** Nobody answered before the occurrence was delivered or closed. */
        LAPSED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How it goes, told by the promisor.
     *
     * @param progress percent
     * @param atRisk an early warning that the due may not be met
     */
    public record Update(
            Provenance told,
            Text text,
            @Nullable Integer progress,
            @Nullable Confidence confidence,
            boolean atRisk) {}

    /**
     * What the promisor delivered.
     *
     * @param due the due it counts against: the one in force then
     * @param onTime recorded at or before that due, which had not been missed
     * @param confirmBy the end of the confirmation window
     * @param dispute present when the other side disputed it
     * @param accepted how it came to count as kept; absent while it does not
     */
    public record Delivery(
            Provenance delivered,
            @Nullable Text text,
            List<Evidence> evidence,
            Due due,
            boolean onTime,
            Instant confirmBy,
            @Nullable Dispute dispute,
            @Nullable Acceptance accepted) {
        public Delivery {
            evidence = List.copyOf(evidence);
        }

        Delivery disputed(Dispute dispute) {
            return new Delivery(delivered, text, evidence, due, onTime, confirmBy, dispute, accepted);
        }

        Delivery accepted(Acceptance accepted) {
            return new Delivery(delivered, text, evidence, due, onTime, confirmBy, dispute, accepted);
        }
    }

    /**
     * Why a delivery is disputed.
     *
     * @param escalated how a side took it to the mediator; null when none did
     * @param ended how it ended; null while it is open
     */
    public record Dispute(
            Provenance disputed,
            Text reason,
            @Nullable Escalation escalated,
            @Nullable DisputeEnd ended) {}

    /** @param by the entry with which a side took a dispute to the mediator */
    public record Escalation(Provenance by, @Nullable Text reason) {}

    /**
     * How a dispute ended.
     *
     * @param by the entry that ended it
     * @param reason why it was taken back
     * @param finding the mediator's finding that both sides accepted
     */
    public record DisputeEnd(
            Ending how,
            Provenance by,
            @Nullable Text reason,
            @Nullable UUID finding) {}

    /** The ways in which a dispute ends. */
    public enum Ending {
        WITHDRAWN,
        /** The promisor delivered again. */
        REDELIVERED,
        /** Both sides accepted a finding that the delivery counts. */
        FOUND_KEPT,
        /** Both sides accepted a finding that the occurrence was not kept. */
        FOUND_NOT_KEPT;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How a delivery came to count as kept. */
    public record Acceptance(
            How how, Provenance by, @Nullable Text comment) {}

    /** The ways in which a delivery comes to count as kept. */
    public enum How {
        CONFIRMED,
        /** Nobody confirmed or disputed it within the confirmation window. */
        NOT_CONTESTED,
        DISPUTE_WITHDRAWN,
        /** Both sides accepted a mediator's finding that it counts. */
        FOUND_KEPT;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A missed due.
     *
     * @param admitted by the promisor, rather than recorded by the system when the due passed
     * @param finding that it was not kept, which both sides accepted; null for any other miss
     * @param due the due that was missed
     * @param notice the entry that first gave notice before that due; null when none did
     * @param reasons given by the promisor, in order
     * @param excused by which entry the promisee excused it
     */
    public record Miss(
            Provenance missed,
            boolean admitted,
            @Nullable UUID finding,
            Due due,
            @Nullable Provenance notice,
            List<Reason> reasons,
            @Nullable Provenance excused,
            @Nullable Text excuse) {
        public Miss {
            reasons = List.copyOf(reasons);
        }

        Miss explained(Reason reason) {
            return new Miss(missed, admitted, finding, due, notice, plus(reasons, reason), excused, excuse);
        }

        Miss excused(@Nullable Text why, Provenance by) {
            return new Miss(missed, admitted, finding, due, notice, reasons, by, why);
        }
    }

    public record Reason(Provenance given, Text reason) {}

    static Occurrence requested(int number, Due due) {
        return new Occurrence(
                number, State.REQUESTED, due, due, List.of(), null, List.of(), List.of(), List.of(), null);
    }

    static Occurrence opened(int number, Due due, Provenance agreed) {
        return new Occurrence(
                number,
                State.OPEN,
                due,
                due,
                List.of(new AgreedDue(due, agreed, null)),
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /**
     * The due its outcome is judged by: the missed one after a miss, else the one in force when it was delivered, else the one in
     * force now.
     */
    public Instant judgedDue() {
        if (miss != null) {
            return miss.due().at();
        }
        return deliveries.isEmpty() ? due.at() : deliveries.getLast().due().at();
    }

    /** By which entry it is missed as it stands: the miss, or the finding that what was delivered then does not count. */
    Provenance missedSince(Miss miss) {
        Dispute last = deliveries.isEmpty() ? null : deliveries.getLast().dispute();
        return last == null || last.ended() == null
                ? miss.missed()
                : last.ended().by();
    }

    /** The proposal that waits for an answer; null when there is none. */
    public @Nullable Proposal openProposal() {
        for (Proposal proposal : proposals.reversed()) {
            if (proposal.outcome() == ProposalOutcome.OPEN) {
                return proposal;
            }
        }
        return null;
    }

    Occurrence updated(Update update) {
        return with(state, due, dues, terms, proposals, plus(updates, update), deliveries, miss);
    }

    Occurrence proposed(
            UUID proposal, Side by, RevisedTerms revised, Text reason, @Nullable UUID counterTo, Provenance at) {
        Proposal added = new Proposal(
                proposal,
                by,
                at,
                revised,
                reason,
                due,
                at.recorded().isBefore(due.at()),
                counterTo,
                ProposalOutcome.OPEN,
                null,
                null,
                null);
        return withProposals(plus(proposals, added));
    }

    Occurrence answered(UUID proposal, ProposalOutcome outcome, @Nullable Text reason, Provenance at) {
        return withProposals(replaced(proposal, p -> p.answered(outcome, at, reason)));
    }

    /** The accepted due is in force from now on. A miss stays: the due that was missed is not the one that is promised now. */
    Occurrence agreed(Proposal proposal, @Nullable Terms own, Side promisor, Provenance at) {
        Provenance notice = earlier(firstOf(proposal), noticeOf(promisor));
        Due now = proposal.terms().due();
        return with(
                state,
                now,
                plus(dues, new AgreedDue(now, at, proposal.proposal())),
                own,
                replaced(proposal.proposal(), p -> p.accepted(due, notice, at)),
                updates,
                deliveries,
                miss);
    }

    Occurrence delivered(@Nullable Text text, List<Evidence> evidence, Instant confirmBy, Provenance at) {
        boolean onTime = miss == null && !at.recorded().isAfter(due.at());
        Delivery delivery = new Delivery(at, text, evidence, due, onTime, confirmBy, null, null);
        return with(
                onTime ? State.DELIVERED : State.DELIVERED_LATE,
                due,
                dues,
                terms,
                lapsed(),
                updates,
                plus(state == State.DISPUTED ? disputeEnded(Ending.REDELIVERED, at, null, null) : deliveries, delivery),
                miss);
    }

    Occurrence accepted(Acceptance acceptance) {
        Delivery last = counting();
        return with(
                last.onTime() ? State.KEPT : State.KEPT_LATE,
                due,
                dues,
                terms,
                proposals,
                updates,
                replaceLast(last.accepted(acceptance)),
                miss);
    }

    Occurrence disputed(Text reason, Provenance at) {
        return withDeliveries(State.DISPUTED, replaceLast(counting().disputed(new Dispute(at, reason, null, null))));
    }

    Occurrence escalated(@Nullable Text reason, Provenance at) {
        Dispute dispute = dispute();
        Dispute escalated =
                new Dispute(dispute.disputed(), dispute.reason(), new Escalation(at, reason), dispute.ended());
        return withDeliveries(state, replaceLast(counting().disputed(escalated)));
    }

    /** The delivery that was disputed counts after all, with its own time. */
    Occurrence disputeWithdrawn(@Nullable Text reason, Provenance at) {
        return withDeliveries(state, disputeEnded(Ending.WITHDRAWN, at, reason, null))
                .accepted(new Acceptance(How.DISPUTE_WITHDRAWN, at, null));
    }

    /** The delivery counts after all, with its own time; or the occurrence is missed, unless it already was. */
    Occurrence disputeResolved(UUID finding, boolean kept, Side promisor, Provenance at) {
        Ending how = kept ? Ending.FOUND_KEPT : Ending.FOUND_NOT_KEPT;
        Occurrence ended = withDeliveries(state, disputeEnded(how, at, null, finding));
        if (kept) {
            return ended.accepted(new Acceptance(How.FOUND_KEPT, at, null));
        }
        return ended.withMiss(
                State.MISSED,
                miss == null ? new Miss(at, false, finding, due, noticeOf(promisor), List.of(), null, null) : miss);
    }

    Occurrence missed(boolean admitted, @Nullable Text reason, Side promisor, Provenance at) {
        boolean announces = admitted && at.recorded().isBefore(due.at());
        Provenance notice = earlier(noticeOf(promisor), announces ? at : null);
        List<Reason> reasons = reason == null ? List.of() : List.of(new Reason(at, reason));
        return withMiss(State.MISSED, new Miss(at, admitted, null, due, notice, reasons, null, null));
    }

    Occurrence explained(Text reason, Provenance at) {
        return miss == null ? this : withMiss(state, miss.explained(new Reason(at, reason)));
    }

    Occurrence excused(@Nullable Text reason, Provenance at) {
        return miss == null
                ? this
                : with(State.EXCUSED, due, dues, terms, lapsed(), updates, deliveries, miss.excused(reason, at));
    }

    Occurrence closed(State how) {
        return with(how, due, dues, terms, lapsed(), updates, deliveries, miss);
    }

    private Delivery counting() {
        if (deliveries.isEmpty()) {
            throw new UnreadableStatement("the occurrence was not delivered");
        }
        return deliveries.getLast();
    }

    private Dispute dispute() {
        Dispute dispute = counting().dispute();
        if (dispute == null) {
            throw new UnreadableStatement("the delivery is not disputed");
        }
        return dispute;
    }

    private List<Delivery> disputeEnded(Ending how, Provenance at, @Nullable Text reason, @Nullable UUID finding) {
        Dispute dispute = dispute();
        DisputeEnd end = new DisputeEnd(how, at, reason, finding);
        return replaceLast(
                counting().disputed(new Dispute(dispute.disputed(), dispute.reason(), dispute.escalated(), end)));
    }

    private List<Delivery> replaceLast(Delivery delivery) {
        List<Delivery> changed = new ArrayList<>(deliveries);
        changed.set(changed.size() - 1, delivery);
        return changed;
    }

    private List<Proposal> lapsed() {
        return proposals.stream()
                .map(p -> p.outcome() == ProposalOutcome.OPEN
                        ? new Proposal(
                                p.proposal(),
                                p.by(),
                                p.proposed(),
                                p.terms(),
                                p.reason(),
                                p.dueThen(),
                                p.beforeDue(),
                                p.counterTo(),
                                ProposalOutcome.LAPSED,
                                null,
                                null,
                                null)
                        : p)
                .toList();
    }

    /** The proposal with which the exchange began that ended in this one, when it was made before the due in force. */
    private @Nullable Provenance firstOf(Proposal last) {
        Proposal first = last;
        for (Proposal earlier : proposals.reversed()) {
            if (earlier.proposal().equals(first.counterTo())) {
                first = earlier;
            }
        }
        return first.proposed().recorded().isBefore(due.at()) ? first.proposed() : null;
    }

    /**
     * The promisor's first word, while the due in force was so and before it came, that it may not be met: an at-risk update, or a
     * proposal of other terms. A word about an earlier due does not speak of this one.
     */
    @Nullable
    Provenance noticeOf(Side promisor) {
        long since = dues.getLast().agreed().sequence();
        Provenance notice = null;
        for (Update update : updates) {
            if (update.atRisk()) {
                notice = earlier(notice, inTime(update.told(), since));
            }
        }
        for (Proposal proposal : proposals) {
            if (proposal.by() == promisor) {
                notice = earlier(notice, inTime(proposal.proposed(), since));
            }
        }
        return notice;
    }

    private @Nullable Provenance inTime(Provenance word, long since) {
        return word.sequence() > since && word.recorded().isBefore(due.at()) ? word : null;
    }

    private static @Nullable Provenance earlier(@Nullable Provenance one, @Nullable Provenance other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.sequence() <= other.sequence() ? one : other;
    }

    private List<Proposal> replaced(UUID proposal, UnaryOperator<Proposal> change) {
        return proposals.stream()
                .map(p -> p.proposal().equals(proposal) ? change.apply(p) : p)
                .toList();
    }

    private Occurrence withProposals(List<Proposal> proposals) {
        return with(state, due, dues, terms, proposals, updates, deliveries, miss);
    }

    private Occurrence withDeliveries(State state, List<Delivery> deliveries) {
        return with(state, due, dues, terms, proposals, updates, deliveries, miss);
    }

    private Occurrence withMiss(State state, Miss miss) {
        return with(state, due, dues, terms, proposals, updates, deliveries, miss);
    }

    private Occurrence with(
            State state,
            Due due,
            List<AgreedDue> dues,
            @Nullable Terms terms,
            List<Proposal> proposals,
            List<Update> updates,
            List<Delivery> deliveries,
            @Nullable Miss miss) {
        return new Occurrence(occurrence, state, originalDue, due, dues, terms, proposals, updates, deliveries, miss);
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
