package dev.kept.commitments.commitment;

import dev.kept.commitments.commitment.CommitmentBodies.ConfirmDeliveryBody;
import dev.kept.commitments.commitment.CommitmentBodies.CounterRequestBody;
import dev.kept.commitments.commitment.CommitmentBodies.CounterTermsBody;
import dev.kept.commitments.commitment.CommitmentBodies.DeliverCommitmentBody;
import dev.kept.commitments.commitment.CommitmentBodies.DeliverUpdateBody;
import dev.kept.commitments.commitment.CommitmentBodies.OccurrenceOptionalReason;
import dev.kept.commitments.commitment.CommitmentBodies.OccurrenceReason;
import dev.kept.commitments.commitment.CommitmentBodies.ProposeTermsBody;
import dev.kept.commitments.commitment.CommitmentBodies.WithdrawCommitmentBody;
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
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ReleaseCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawDispute;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.OptionalReason;
import dev.kept.commitments.web.Recorded;
import dev.kept.events.Evidence;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/ledgers/{ledger}")
@Tag(name = "Commitments", description = "Who will do what, by when, and what becomes of it")
class CommitmentController {

    private static final String PLACE = "commitments";

    private static final String ONE = "/commitments/{commitment}";
    private static final String PROPOSAL = ONE + "/terms-proposals/{proposal}";

    private final Ledgers ledgers;

    CommitmentController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping("/commitments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a commitment: your own side owes it from now on")
    ResponseEntity<Recorded> makeCommitment(@PathVariable UUID ledger, Posted<TermsBody> posted) {
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new MakeCommitment(ledger, id, posted.body().terms()));
    }

    @PostMapping("/commitment-requests")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ask the other side for a commitment; it is open once that side accepts")
    ResponseEntity<Recorded> requestCommitment(@PathVariable UUID ledger, Posted<TermsBody> posted) {
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new RequestCommitment(ledger, id, posted.body().terms()));
    }

    @PostMapping(ONE + "/request-acceptance")
    @Operation(summary = "Accept the terms last put forward")
    ResponseEntity<Recorded> acceptRequest(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<Nothing> posted) {
        return ledgers.record(posted, new AcceptRequest(ledger, commitment));
    }

    @PostMapping(ONE + "/request-decline")
    @Operation(summary = "Decline a request")
    ResponseEntity<Recorded> declineRequest(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DeclineRequest(ledger, commitment, posted.body().reason()));
    }

    @PostMapping(ONE + "/request-counter")
    @Operation(summary = "Answer a request with other terms; then it is the other side's turn")
    ResponseEntity<Recorded> counterRequest(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<CounterRequestBody> posted) {
        CounterRequestBody body = posted.body();
        return ledgers.record(posted, new CounterRequest(ledger, commitment, body.terms(), body.reason()));
    }

    @PostMapping(ONE + "/updates")
    @Operation(summary = "Tell how it goes, as the promisor")
    ResponseEntity<Recorded> deliverUpdate(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<DeliverUpdateBody> posted) {
        DeliverUpdateBody body = posted.body();
        return ledgers.record(
                posted,
                new DeliverUpdate(
                        ledger,
                        commitment,
                        body.occurrence(),
                        body.text(),
                        body.progress(),
                        body.confidence(),
                        body.atRisk()));
    }

    @PostMapping(ONE + "/terms-proposals")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose other terms; those in force stay until the other side accepts")
    ResponseEntity<Recorded> proposeTerms(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<ProposeTermsBody> posted) {
        ProposeTermsBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new ProposeTerms(ledger, commitment, body.occurrence(), id, body.terms(), body.reason()));
    }

    @PostMapping(PROPOSAL + "/acceptance")
    @Operation(summary = "Accept proposed terms")
    ResponseEntity<Recorded> acceptTerms(
            @PathVariable UUID ledger,
            @PathVariable UUID commitment,
            @PathVariable UUID proposal,
            Posted<Nothing> posted) {
        return ledgers.record(posted, new AcceptTerms(ledger, commitment, proposal));
    }

    @PostMapping(PROPOSAL + "/decline")
    @Operation(summary = "Decline proposed terms; those in force stay")
    ResponseEntity<Recorded> declineTerms(
            @PathVariable UUID ledger,
            @PathVariable UUID commitment,
            @PathVariable UUID proposal,
            Posted<OptionalReason> posted) {
        return ledgers.record(
                posted,
                new DeclineTerms(ledger, commitment, proposal, posted.body().reason()));
    }

    @PostMapping(PROPOSAL + "/counter")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Answer proposed terms with others")
    ResponseEntity<Recorded> counterTerms(
            @PathVariable UUID ledger,
            @PathVariable UUID commitment,
            @PathVariable UUID proposal,
            Posted<CounterTermsBody> posted) {
        CounterTermsBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new CounterTerms(ledger, commitment, proposal, id, body.terms(), body.reason()));
    }

    @PostMapping(ONE + "/deliveries")
    @Operation(summary = "Say that it is done: in time, late, or again after a dispute")
    ResponseEntity<Recorded> deliverCommitment(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<DeliverCommitmentBody> posted) {
        DeliverCommitmentBody body = posted.body();
        List<Evidence> evidence = ledgers.evidence(posted, ledger, body.evidence());
        return ledgers.record(
                posted, new DeliverCommitment(ledger, commitment, body.occurrence(), body.text(), evidence));
    }

    @PostMapping(ONE + "/delivery-confirmation")
    @Operation(summary = "Agree that it is done, as the promisee")
    ResponseEntity<Recorded> confirmDelivery(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<ConfirmDeliveryBody> posted) {
        ConfirmDeliveryBody body = posted.body();
        return ledgers.record(posted, new ConfirmDelivery(ledger, commitment, body.occurrence(), body.comment()));
    }

    @PostMapping(ONE + "/delivery-dispute")
    @Operation(summary = "Say that it is not done, as the promisee")
    ResponseEntity<Recorded> disputeDelivery(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OccurrenceReason> posted) {
        OccurrenceReason body = posted.body();
        return ledgers.record(posted, new DisputeDelivery(ledger, commitment, body.occurrence(), body.reason()));
    }

    @PostMapping(ONE + "/dispute-withdrawal")
    @Operation(summary = "Agree after all that it is done")
    ResponseEntity<Recorded> withdrawDispute(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OccurrenceOptionalReason> posted) {
        OccurrenceOptionalReason body = posted.body();
        return ledgers.record(posted, new WithdrawDispute(ledger, commitment, body.occurrence(), body.reason()));
    }

    @PostMapping(ONE + "/dispute-escalation")
    @Operation(summary = "Take a dispute to the mediator, as either side")
    ResponseEntity<Recorded> escalateDispute(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OccurrenceOptionalReason> posted) {
        OccurrenceOptionalReason body = posted.body();
        return ledgers.record(posted, new EscalateDispute(ledger, commitment, body.occurrence(), body.reason()));
    }

    @PostMapping(ONE + "/miss")
    @Operation(summary = "Admit a miss, before or after the due instant")
    ResponseEntity<Recorded> missDeadline(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OccurrenceOptionalReason> posted) {
        OccurrenceOptionalReason body = posted.body();
        return ledgers.record(posted, new MissDeadline(ledger, commitment, body.occurrence(), body.reason()));
    }

    @PostMapping(ONE + "/miss-reason")
    @Operation(summary = "Say how a miss came about, as the promisor")
    ResponseEntity<Recorded> giveReason(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OccurrenceReason> posted) {
        OccurrenceReason body = posted.body();
        return ledgers.record(posted, new GiveReason(ledger, commitment, body.occurrence(), body.reason()));
    }

    @PostMapping(ONE + "/miss-excuse")
    @Operation(summary = "Excuse a miss, as the promisee; it stays visible")
    ResponseEntity<Recorded> excuseMiss(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OccurrenceOptionalReason> posted) {
        OccurrenceOptionalReason body = posted.body();
        return ledgers.record(posted, new ExcuseMiss(ledger, commitment, body.occurrence(), body.reason()));
    }

    @PostMapping(ONE + "/release")
    @Operation(summary = "Release the promisor from whatever is still open")
    ResponseEntity<Recorded> releaseCommitment(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new ReleaseCommitment(ledger, commitment, posted.body().reason()));
    }

    @PostMapping(ONE + "/withdrawal")
    @Operation(summary = "Withdraw whatever is still open, as the promisor; or a request, as the side that asked")
    ResponseEntity<Recorded> withdrawCommitment(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Posted<WithdrawCommitmentBody> posted) {
        return ledgers.record(
                posted, new WithdrawCommitment(ledger, commitment, posted.body().reason()));
    }
}
