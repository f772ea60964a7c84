package dev.kept.commitments.commitment;

import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.START;

import dev.kept.commitments.commitment.CommitmentCommand.AcceptRequest;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.CounterRequest;
import dev.kept.commitments.commitment.CommitmentCommand.CounterTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineRequest;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverUpdate;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.EscalateDispute;
import dev.kept.commitments.commitment.CommitmentCommand.ExcuseMiss;
import dev.kept.commitments.commitment.CommitmentCommand.GiveReason;
import dev.kept.commitments.commitment.CommitmentCommand.LetConfirmationLapse;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ReleaseCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawDispute;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands about one commitment, in short. */
final class Deeds {
    static final UUID COMMITMENT = new UUID(10, 1);
    static final UUID PROPOSAL = new UUID(11, 1);
    static final UUID COUNTER = new UUID(11, 2);
    static final Text WORDS = Text.of("words");
    static final Duration DAY = Duration.ofDays(1);
    static final Instant DUE = START.plus(DAY.multipliedBy(7));
    static final Instant LATER = START.plus(DAY.multipliedBy(21));
    static final int CONFIRMATION_DAYS = 7;

    static final Terms TERMS = terms(DUE);
    /** Due on three days in a row, from {@link #DUE} on. */
    static final Terms THRICE = new Terms(
            WORDS,
            null,
            null,
            null,
            Monitor.BOTH,
            new Due(DUE, "Europe/Berlin"),
            CONFIRMATION_DAYS,
            new Recurrence("FREQ=DAILY;COUNT=3", List.of(DUE, DUE.plus(DAY), DUE.plus(DAY.multipliedBy(2)))));

    static final RevisedTerms REVISED = revised(LATER);

    static final MakeCommitment MAKE = make(TERMS);
    static final RequestCommitment REQUEST = new RequestCommitment(LEDGER, COMMITMENT, TERMS);
    static final AcceptRequest ACCEPT_REQUEST = new AcceptRequest(LEDGER, COMMITMENT);
    static final DeclineRequest DECLINE_REQUEST = new DeclineRequest(LEDGER, COMMITMENT, null);
    static final CounterRequest COUNTER_REQUEST = new CounterRequest(LEDGER, COMMITMENT, terms(LATER), WORDS);
    static final DeliverUpdate UPDATE = update(null);
    static final ProposeTerms PROPOSE = propose(REVISED);
    static final AcceptTerms ACCEPT_TERMS = new AcceptTerms(LEDGER, COMMITMENT, PROPOSAL);
    static final DeclineTerms DECLINE_TERMS = new DeclineTerms(LEDGER, COMMITMENT, PROPOSAL, null);
    static final CounterTerms COUNTER_TERMS = new CounterTerms(LEDGER, COMMITMENT, PROPOSAL, COUNTER, REVISED, WORDS);
    static final DeliverCommitment DELIVER = deliver(null);
    static final ConfirmDelivery CONFIRM = new ConfirmDelivery(LEDGER, COMMITMENT, null, null);
    static final DisputeDelivery DISPUTE = new DisputeDelivery(LEDGER, COMMITMENT, null, WORDS);
    static final WithdrawDispute WITHDRAW_DISPUTE = new WithdrawDispute(LEDGER, COMMITMENT, null, null);
    static final EscalateDispute ESCALATE = new EscalateDispute(LEDGER, COMMITMENT, null, WORDS);
    static final MissDeadline MISS = miss(null);
    static final GiveReason REASON = new GiveReason(LEDGER, COMMITMENT, null, WORDS);
    static final ExcuseMiss EXCUSE = new ExcuseMiss(LEDGER, COMMITMENT, null, null);
    static final ReleaseCommitment RELEASE = new ReleaseCommitment(LEDGER, COMMITMENT, null);
    static final WithdrawCommitment WITHDRAW = new WithdrawCommitment(LEDGER, COMMITMENT, WORDS);
    static final LetConfirmationLapse LAPSE = new LetConfirmationLapse(LEDGER, COMMITMENT, 1);

    private Deeds() {}

    static Terms terms(Instant due) {
        return new Terms(WORDS, null, null, null, Monitor.BOTH, new Due(due, "Europe/Berlin"), CONFIRMATION_DAYS, null);
    }

    static RevisedTerms revised(Instant due) {
        return new RevisedTerms(new Due(due, "Europe/Berlin"), null, null, null, null);
    }

    static MakeCommitment make(Terms terms) {
        return new MakeCommitment(LEDGER, COMMITMENT, terms);
    }

    static ProposeTerms propose(RevisedTerms terms) {
        return new ProposeTerms(LEDGER, COMMITMENT, null, PROPOSAL, terms, WORDS);
    }

    static DeliverUpdate update(@Nullable Integer occurrence) {
        return new DeliverUpdate(LEDGER, COMMITMENT, occurrence, WORDS, 40, Confidence.LOW, true);
    }

    static DeliverCommitment deliver(@Nullable Integer occurrence) {
        return new DeliverCommitment(LEDGER, COMMITMENT, occurrence, WORDS, List.of(new Evidence(WORDS, null)));
    }

    static MissDeadline miss(@Nullable Integer occurrence) {
        return new MissDeadline(LEDGER, COMMITMENT, occurrence, null);
    }
}
