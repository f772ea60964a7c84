package dev.kept.projections.kinds.commitments;

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
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.commitments.CommitmentView.Closing;
import dev.kept.projections.kinds.commitments.CommitmentView.TermsVersion;
import dev.kept.projections.kinds.commitments.Occurrence.Acceptance;
import dev.kept.projections.kinds.commitments.Occurrence.How;
import dev.kept.projections.kinds.commitments.Occurrence.Proposal;
import dev.kept.projections.kinds.commitments.Occurrence.ProposalOutcome;
import dev.kept.projections.kinds.commitments.Occurrence.Update;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How a commitment's view follows from its entries. */
public final class CommitmentFold implements ItemFold<CommitmentView, Standing> {

    @Override
    public ItemName name() {
        return ItemName.COMMITMENT;
    }

    @Override
    public Class<CommitmentView> view() {
        return CommitmentView.class;
    }

    @Override
    public Class<Standing> brief() {
        return Standing.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof CommitmentEvent about ? about.commitment() : null;
    }

    @Override
    public Standing brief(CommitmentView view) {
        return Standing.of(view);
    }

    @Override
    public Text title(Standing brief) {
        return brief.title();
    }

    @Override
    public Columns columns(CommitmentView view) {
        Instant due = view.occurrence(view.current()).due().at();
        return new Columns(view.state().wireName(), view.promisor(), due);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell a commitment's life
     */
    @Override
    public CommitmentView evolve(@Nullable CommitmentView before, Entry entry) {
        if (!(entry.event() instanceof CommitmentEvent event)) {
            throw new UnreadableStatement("not about a commitment");
        }
        Provenance at = Provenance.of(entry);
        Draft draft = switch (event) {
            case CommitmentMade e -> Draft.begun(e.commitment(), e.promisor(), false, e.terms(), at);
            case CommitmentRequested e -> Draft.begun(e.commitment(), e.promisor(), true, e.terms(), at);
            case RequestAccepted ignored -> known(before).accepted(at);
            case RequestDeclined e -> known(before).declined(e.reason(), at);
            case RequestCountered e -> known(before).countered(e.by(), e.terms(), e.reason(), at);
            case UpdateDelivered e ->
                known(before)
                        .change(
                                e.occurrence(),
                                o -> o.updated(new Update(at, e.text(), e.progress(), e.confidence(), e.atRisk())));
            case TermsProposed e ->
                known(before)
                        .change(e.occurrence(), o -> o.proposed(e.proposal(), e.by(), e.terms(), e.reason(), null, at));
            case TermsAccepted e -> known(before).agreed(e.occurrence(), e.proposal(), at);
            case TermsDeclined e ->
                known(before)
                        .change(
                                e.occurrence(),
                                o -> o.answered(e.proposal(), ProposalOutcome.DECLINED, e.reason(), at));
            case TermsCountered e ->
                known(before)
                        .change(
                                e.occurrence(),
                                o -> o.answered(e.proposal(), ProposalOutcome.COUNTERED, e.reason(), at)
                                        .proposed(e.counter(), e.by(), e.terms(), e.reason(), e.proposal(), at));
            case CommitmentDelivered e -> known(before).delivered(e, at);
            case DeliveryConfirmed e ->
                known(before).change(e.occurrence(), o -> o.accepted(new Acceptance(How.CONFIRMED, at, e.comment())));
            case DeliveryDisputed e -> known(before).change(e.occurrence(), o -> o.disputed(e.reason(), at));
            case DisputeWithdrawn e -> known(before).change(e.occurrence(), o -> o.disputeWithdrawn(e.reason(), at));
            case DeliveryUncontested e ->
                known(before).change(e.occurrence(), o -> o.accepted(new Acceptance(How.NOT_CONTESTED, at, null)));
            case DeadlineMissed e -> known(before).missed(e, at);
            case DisputeEscalated e -> known(before).change(e.occurrence(), o -> o.escalated(e.reason(), at));
            case DisputeResolved e -> known(before).resolved(e, at);
            case ReasonGiven e -> known(before).change(e.occurrence(), o -> o.explained(e.reason(), at));
            case MissExcused e -> known(before).change(e.occurrence(), o -> o.excused(e.reason(), at));
            case CommitmentReleased e -> known(before).closed(State.RELEASED, e.reason(), at);
            case CommitmentWithdrawn e -> known(before).closed(State.WITHDRAWN, e.reason(), at);
        };
        return draft.view(entry.sequence());
    }

    private static Draft known(@Nullable CommitmentView before) {
        if (before == null) {
            throw new UnreadableStatement("a commitment begins by being made or requested");
        }
        return new Draft(before);
    }

    /** The view on its way from one entry to the next. Never leaves the fold. */
    private static final class Draft {
        private final UUID commitment;
        private final Side promisor;
        private final boolean requested;
        private final Provenance begun;
        private @Nullable Provenance agreed;
        private Terms terms;
        private final List<TermsVersion> versions;
        private List<Occurrence> occurrences;
        private @Nullable Closing declined;
        private @Nullable Closing closed;

        private Draft(CommitmentView before) {
            commitment = before.commitment();
            promisor = before.promisor();
            requested = before.requested();
            begun = before.begun();
            agreed = before.agreed();
            terms = before.terms();
            versions = new ArrayList<>(before.versions());
            occurrences = new ArrayList<>(before.occurrences());
            declined = before.declined();
            closed = before.closed();
        }

        private Draft(UUID commitment, Side promisor, boolean requested, Terms terms, Provenance at) {
            this.commitment = commitment;
            this.promisor = promisor;
            this.requested = requested;
            this.terms = terms;
            begun = at;
            agreed = requested ? null : at;
            versions = new ArrayList<>();
            Side by = requested ? promisor.other() : promisor;
            versions.add(new TermsVersion(1, null, terms, by, at, null, agreed));
            occurrences = occurrences(terms, agreed);
        }

        static Draft begun(UUID commitment, Side promisor, boolean requested, Terms terms, Provenance at) {
            return new Draft(commitment, promisor, requested, terms, at);
        }

        private static List<Occurrence> occurrences(Terms terms, @Nullable Provenance agreed) {
            String zone = terms.due().zone();
            return IntStream.rangeClosed(1, terms.occurrences())
                    .mapToObj(number -> {
                        Due due = new Due(terms.dueOf(number), zone);
                        return agreed == null
                                ? Occurrence.requested(number, due)
                                : Occurrence.opened(number, due, agreed);
                    })
                    .toList();
        }

        Draft accepted(Provenance at) {
            agreed = at;
            versions.set(versions.size() - 1, versions.getLast().agreed(at));
            occurrences = occurrences(terms, at);
            return this;
        }

        Draft declined(@Nullable Text reason, Provenance at) {
            declined = new Closing(State.DECLINED, at, reason);
            occurrences.replaceAll(o -> o.closed(State.DECLINED));
            return this;
        }

        Draft countered(Side by, Terms other, @Nullable Text reason, Provenance at) {
            terms = other;
            versions.add(new TermsVersion(versions.size() + 1, null, other, by, at, reason, null));
            occurrences = occurrences(other, null);
            return this;
        }

        Draft agreed(int number, UUID id, Provenance at) {
            Occurrence occurrence = occurrence(number);
            Proposal proposal = occurrence.proposals().stream()
                    .filter(p -> p.proposal().equals(id))
                    .findAny()
                    .orElseThrow(() -> new UnreadableStatement("no such proposal"));
            boolean recurring = terms.recurrence() != null;
            Terms base = occurrence.terms() == null ? terms : occurrence.terms();
            Terms now = revised(base, proposal.terms());
            versions.add(new TermsVersion(
                    versions.size() + 1,
                    recurring ? number : null,
                    now,
                    proposal.by(),
                    proposal.proposed(),
                    proposal.reason(),
                    at));
            if (!recurring) {
                terms = now;
            }
            return change(number, o -> o.agreed(proposal, recurring ? now : null, promisor, at));
        }

        private static Terms revised(Terms base, RevisedTerms revision) {
            return new Terms(
                    revision.title() == null ? base.title() : revision.title(),
                    revision.details() == null ? base.details() : revision.details(),
                    revision.conditions() == null ? base.conditions() : revision.conditions(),
                    revision.evaluation() == null ? base.evaluation() : revision.evaluation(),
                    base.monitor(),
                    revision.due(),
                    base.confirmationDays(),
                    null);
        }

        Draft delivered(CommitmentDelivered e, Provenance at) {
            Instant confirmBy = at.recorded().plus(Duration.ofDays(terms.confirmationDays()));
            return change(e.occurrence(), o -> o.delivered(e.text(), e.evidence(), confirmBy, at));
        }

        Draft missed(DeadlineMissed e, Provenance at) {
            return change(e.occurrence(), o -> o.missed(e.admitted(), e.reason(), promisor, at));
        }

        Draft resolved(DisputeResolved e, Provenance at) {
            return change(e.occurrence(), o -> o.disputeResolved(e.finding(), e.kept(), promisor, at));
        }

        /** What was delivered, missed or settled before stays as it is; terms can no longer be agreed. */
        Draft closed(State how, @Nullable Text reason, Provenance at) {
            closed = new Closing(how, at, reason);
            occurrences.replaceAll(
                    o -> o.closed(o.state() == State.OPEN || o.state() == State.REQUESTED ? how : o.state()));
            return this;
        }

        Draft change(int number, UnaryOperator<Occurrence> change) {
            if (agreed == null) {
                throw new UnreadableStatement("the commitment is not agreed");
            }
            occurrences.set(number - 1, change.apply(occurrence(number)));
            return this;
        }

        private Occurrence occurrence(int number) {
            if (number < 1 || number > occurrences.size()) {
                throw new UnreadableStatement("no such occurrence");
            }
            return occurrences.get(number - 1);
        }

        CommitmentView view(long sequence) {
            Occurrence current = current();
            return new CommitmentView(
                    commitment,
                    promisor,
                    promisor.other(),
                    current.state(),
                    begun,
                    requested,
                    agreed,
                    terms,
                    versions,
                    occurrences,
                    current.occurrence(),
                    declined,
                    closed,
                    waiting(current),
                    sequence);
        }

        private Occurrence current() {
            Comparator<Occurrence> byDue =
                    Comparator.comparing((Occurrence o) -> o.due().at()).thenComparing(Occurrence::occurrence);
            return occurrences.stream()
                    .filter(o -> o.state() == State.OPEN || o.state() == State.REQUESTED)
                    .min(byDue)
                    .or(() -> occurrences.stream()
                            .filter(o -> !o.state().settled())
                            .min(byDue))
                    .orElseGet(() -> occurrences.stream().max(byDue).orElseThrow());
        }

        private List<Waiting> waiting(Occurrence current) {
            List<Waiting> waiting = new ArrayList<>();
            if (current.state() == State.REQUESTED) {
                TermsVersion last = versions.getLast();
                waiting.add(new Waiting(
                        Waiting.What.ANSWER_REQUEST,
                        last.by().other(),
                        null,
                        null,
                        last.putForward().sequence(),
                        last.putForward().recorded(),
                        last.terms().due().at()));
                return waiting;
            }
            for (Occurrence occurrence : occurrences) {
                waitingFor(occurrence, occurrence == current, waiting);
            }
            return waiting;
        }

        private void waitingFor(Occurrence o, boolean isCurrent, List<Waiting> waiting) {
            Proposal open = o.openProposal();
            if (open != null) {
                waiting.add(new Waiting(
                        Waiting.What.ANSWER_TERMS,
                        open.by().other(),
                        o.occurrence(),
                        open.proposal(),
                        open.proposed().sequence(),
                        open.proposed().recorded(),
                        o.state() == State.OPEN ? o.due().at() : null));
            }
            switch (o.state()) {
                case OPEN -> {
                    if (isCurrent) {
                        Provenance since = o.dues().getLast().agreed();
                        waiting.add(waits(
                                Waiting.What.DELIVER,
                                promisor,
                                o,
                                since,
                                o.due().at()));
                    }
                }
                case DELIVERED, DELIVERED_LATE -> {
                    Occurrence.Delivery last = o.deliveries().getLast();
                    waiting.add(waits(
                            Waiting.What.CONFIRM_DELIVERY, promisor.other(), o, last.delivered(), last.confirmBy()));
                }
                case DISPUTED -> {
                    Occurrence.Dispute dispute = o.deliveries().getLast().dispute();
                    if (dispute != null) {
                        for (Side side : Side.values()) {
                            waiting.add(waits(Waiting.What.SETTLE_DISPUTE, side, o, dispute.disputed(), null));
                        }
                    }
                }
                case MISSED -> {
                    if (o.miss() != null) {
                        if (o.miss().reasons().isEmpty()) {
                            waiting.add(waits(
                                    Waiting.What.GIVE_REASON,
                                    promisor,
                                    o,
                                    o.miss().missed(),
                                    null));
                        }
                        waiting.add(waits(
                                Waiting.What.DELIVER_LATE,
                                promisor,
                                o,
                                o.missedSince(o.miss()),
                                o.due().at()));
                    }
                }
                case REQUESTED, DECLINED, KEPT, KEPT_LATE, EXCUSED, RELEASED, WITHDRAWN -> {}
            }
        }

        private static Waiting waits(
                Waiting.What what, Side side, Occurrence o, Provenance since, @Nullable Instant until) {
            return new Waiting(what, side, o.occurrence(), null, since.sequence(), since.recorded(), until);
        }
    }
}
