package dev.kept.projections.views.review;

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
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.WireTypes;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.Occurrence;
import dev.kept.projections.kinds.commitments.Occurrence.Delivery;
import dev.kept.projections.kinds.commitments.Occurrence.Dispute;
import dev.kept.projections.kinds.findings.FindingView;
import dev.kept.projections.kinds.findings.FindingView.FindingOn;
import dev.kept.projections.kinds.questions.QuestionView;
import dev.kept.projections.views.review.ReviewAnswer.ChainEntry;
import dev.kept.projections.views.review.ReviewAnswer.Claim;
import dev.kept.projections.views.review.ReviewAnswer.ClaimKind;
import dev.kept.projections.views.review.ReviewAnswer.Claims;
import dev.kept.projections.views.review.ReviewAnswer.OpenDispute;
import dev.kept.projections.views.review.ReviewAnswer.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Open disputes with what lies behind them.
 *
 * @param findings all of the ledger's
 * @param questions all of the ledger's
 */
record Disputes(List<FindingView> findings, List<QuestionView> questions) {

    Disputes {
        findings = List.copyOf(findings);
        questions = List.copyOf(questions);
    }

    /** The items whose entries tell of disputes about these commitments: they, and what mediators found and asked about them. */
    Set<UUID> subjects(Collection<UUID> commitments) {
        Set<UUID> subjects = new HashSet<>(commitments);
        for (UUID commitment : commitments) {
            findings.stream().filter(it -> isAbout(it, commitment)).forEach(it -> subjects.add(it.finding()));
            questions.stream().filter(it -> it.about().contains(commitment)).forEach(it -> subjects.add(it.question()));
        }
        return subjects;
    }

    /**
     * The dispute about an occurrence; null when there is none any more.
     *
     * @param entries those about {@link #subjects}, in order
     */
    @Nullable
    OpenDispute of(CommitmentView commitment, int number, List<Entry> entries) {
        Occurrence occurrence = commitment.occurrence(number);
        Delivery last = occurrence.deliveries().getLast();
        Dispute dispute = last.dispute();
        if (dispute == null || dispute.ended() != null) {
            return null;
        }
        UUID id = commitment.commitment();
        return new OpenDispute(
                id,
                commitment.terms().recurrence() == null ? null : number,
                commitment.promisor(),
                last.due(),
                promise(occurrence.terms() == null ? commitment.terms() : occurrence.terms()),
                dispute.disputed(),
                dispute.escalated(),
                claims(commitment.promisor(), occurrence),
                findings.stream()
                        .filter(it -> isOn(it, id, number, dispute))
                        .map(FindingView::finding)
                        .toList(),
                chain(id, number, entries));
    }

    private static Promise promise(Terms terms) {
        return new Promise(terms.title(), terms.details(), terms.conditions(), terms.evaluation());
    }

    private static Claims claims(Side promisor, Occurrence occurrence) {
        List<Claim> deliveries = new ArrayList<>();
        List<Claim> disputes = new ArrayList<>();
        for (Delivery delivery : occurrence.deliveries()) {
            deliveries.add(new Claim(ClaimKind.DELIVERED, delivery.delivered(), delivery.text(), delivery.evidence()));
            Dispute dispute = delivery.dispute();
            if (dispute != null) {
                disputes.add(new Claim(ClaimKind.DISPUTED, dispute.disputed(), dispute.reason(), List.of()));
            }
        }
        return switch (promisor) {
            case A -> new Claims(deliveries, disputes);
            case B -> new Claims(disputes, deliveries);
        };
    }

    private List<ChainEntry> chain(UUID commitment, int occurrence, List<Entry> entries) {
        Set<UUID> subjects = subjects(List.of(commitment));
        findings.stream()
                .filter(it -> isOnAnother(it, commitment, occurrence))
                .forEach(it -> subjects.remove(it.finding()));
        return entries.stream()
                .filter(entry -> subjects.contains(entry.event().subject()))
                .filter(entry -> tellsOf(occurrence, entry))
                .map(entry -> new ChainEntry(
                        entry.sequence(), WireTypes.nameOf(entry.event()), entry.recorded(), entry.actor()))
                .toList();
    }

    private static boolean isAbout(FindingView finding, UUID commitment) {
        FindingOn on = finding.on();
        return finding.about().contains(commitment)
                || (on != null && on.commitment().equals(commitment));
    }

    private static boolean isOnAnother(FindingView finding, UUID commitment, int occurrence) {
        FindingOn on = finding.on();
        return on != null && on.commitment().equals(commitment) && on.occurrence() != occurrence;
    }

    /** A finding is on the dispute that was open when it was recorded. */
    private static boolean isOn(FindingView finding, UUID commitment, int occurrence, Dispute dispute) {
        FindingOn on = finding.on();
        return on != null
                && on.commitment().equals(commitment)
                && on.occurrence() == occurrence
                && finding.recorded().sequence() > dispute.disputed().sequence();
    }

    private static boolean tellsOf(int occurrence, Entry entry) {
        if (!(entry.event() instanceof CommitmentEvent event)) {
            return true;
        }
        Integer only = occurrenceOf(event);
        return only == null || only == occurrence;
    }

    /** Null when an entry is about the commitment as a whole. */
    private static @Nullable Integer occurrenceOf(CommitmentEvent event) {
        return switch (event) {
            case CommitmentMade ignored -> null;
            case CommitmentRequested ignored -> null;
            case RequestAccepted ignored -> null;
            case RequestDeclined ignored -> null;
            case RequestCountered ignored -> null;
            case CommitmentReleased ignored -> null;
            case CommitmentWithdrawn ignored -> null;
            case UpdateDelivered e -> e.occurrence();
            case TermsProposed e -> e.occurrence();
            case TermsAccepted e -> e.occurrence();
            case TermsDeclined e -> e.occurrence();
            case TermsCountered e -> e.occurrence();
            case CommitmentDelivered e -> e.occurrence();
            case DeliveryConfirmed e -> e.occurrence();
            case DeliveryDisputed e -> e.occurrence();
            case DisputeWithdrawn e -> e.occurrence();
            case DisputeEscalated e -> e.occurrence();
            case DisputeResolved e -> e.occurrence();
            case DeliveryUncontested e -> e.occurrence();
            case DeadlineMissed e -> e.occurrence();
            case ReasonGiven e -> e.occurrence();
            case MissExcused e -> e.occurrence();
        };
    }
}
