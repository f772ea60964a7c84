package dev.kept.projections.commitments;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.fold.Provenance;
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
            Outcome outcome,
            @Nullable Provenance notice,
            @Nullable Provenance answered,
            @Nullable Text answerReason) {

        Proposal answered(Outcome how, Provenance by, @Nullable Text why) {
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
                    Outcome.ACCEPTED,
                    notice,
                    by,
                    null);
        }
    }

    /** What became of a proposal. */
    public enum Outcome {
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
     * @param withdrawn by which entry the dispute was taken back
     */
    public record Dispute(
            Provenance disputed,
            Text reason,
            @Nullable Provenance withdrawn,
            @Nullable Text withdrawalReason) {}

    /** How a delivery came to count as kept. */
    public record Acceptance(
            How how, Provenance by, @Nullable Text comment) {}

    /** The ways in which a delivery comes to count as kept. */
    public enum How {
        CONFIRMED,
        /** Nobody confirmed or disputed it within the confirmation window. */
        NOT_CONTESTED,
        DISPUTE_WITHDRAWN;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A missed due.
     *
     * @param admitted by the promisor, rather than recorded by the system when the due passed
     * @param due the due that was missed
     * @param notice the entry that first gave notice before that due; null when none did
     * @param reasons given by the promisor, in order
     * @param excused by which entry the promisee excused it
     */
    public record Miss(
            Provenance missed,
            boolean admitted,
            Due due,
            @Nullable Provenance notice,
            List<Reason> reasons,
            @Nullable Provenance excused,
            @Nullable Text excuse) {
        public Miss {
            reasons = List.copyOf(reasons);
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

    /** The proposal that waits for an answer; null when there is none. */
    public @Nullable Proposal openProposal() {
        for (Proposal proposal : proposals.reversed()) {
            if (proposal.outcome() == Outcome.OPEN) {
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
                Outcome.OPEN,
                null,
                null,
                null);
        return withProposals(plus(proposals, added));
    }

    Occurrence answered(UUID proposal, Outcome outcome, @Nullable Text reason, Provenance at) {
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
                plus(deliveries, delivery),
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
        Dispute dispute = new Dispute(at, reason, null, null);
        return with(
                State.DISPUTED,
                due,
                dues,
                terms,
                proposals,
                updates,
                replaceLast(counting().disputed(dispute)),
                miss);
    }

    /** The delivery that was disputed counts after all, with its own time. */
    Occurrence disputeWithdrawn(@Nullable Text reason, Provenance at) {
        Delivery last = counting();
        Dispute dispute = last.dispute();
        Delivery settled =
                dispute == null ? last : last.disputed(new Dispute(dispute.disputed(), dispute.reason(), at, reason));
        return with(state, due, dues, terms, proposals, updates, replaceLast(settled), miss)
                .accepted(new Acceptance(How.DISPUTE_WITHDRAWN, at, null));
    }

    Occurrence missed(boolean admitted, @Nullable Text reason, Side promisor, Provenance at) {
        boolean announces = admitted && at.recorded().isBefore(due.at());
        Provenance notice = earlier(noticeOf(promisor), announces ? at : null);
        List<Reason> reasons = reason == null ? List.of() : List.of(new Reason(at, reason));
        return withMiss(State.MISSED, new Miss(at, admitted, due, notice, reasons, null, null));
    }

    Occurrence explained(Text reason, Provenance at) {
        return miss == null
                ? this
                : withMiss(
                        state,
                        new Miss(
                                miss.missed(),
                                miss.admitted(),
                                miss.due(),
                                miss.notice(),
                                plus(miss.reasons(), new Reason(at, reason)),
                                miss.excused(),
                                miss.excuse()));
    }

    Occurrence excused(@Nullable Text reason, Provenance at) {
        return miss == null
                ? this
                : with(
                        State.EXCUSED,
                        due,
                        dues,
                        terms,
                        lapsed(),
                        updates,
                        deliveries,
                        new Miss(
                                miss.missed(), miss.admitted(), miss.due(), miss.notice(), miss.reasons(), at, reason));
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

    private List<Delivery> replaceLast(Delivery delivery) {
        List<Delivery> changed = new ArrayList<>(deliveries);
        changed.set(changed.size() - 1, delivery);
        return changed;
    }

    private List<Proposal> lapsed() {
        return proposals.stream()
                .map(p -> p.outcome() == Outcome.OPEN
                        ? new Proposal(
                                p.proposal(),
                                p.by(),
                                p.proposed(),
                                p.terms(),
                                p.reason(),
                                p.dueThen(),
                                p.beforeDue(),
                                p.counterTo(),
                                Outcome.LAPSED,
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
    private @Nullable Provenance noticeOf(Side promisor) {
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
