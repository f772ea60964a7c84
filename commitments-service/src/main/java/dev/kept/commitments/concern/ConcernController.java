package dev.kept.commitments.concern;

import dev.kept.commitments.concern.ConcernBodies.AcknowledgeConcernBody;
import dev.kept.commitments.concern.ConcernBodies.DeclareReadinessBody;
import dev.kept.commitments.concern.ConcernBodies.NameCauseBody;
import dev.kept.commitments.concern.ConcernBodies.OfferApologyBody;
import dev.kept.commitments.concern.ConcernBodies.ProposeRemedyBody;
import dev.kept.commitments.concern.ConcernBodies.RaiseConcernBody;
import dev.kept.commitments.concern.ConcernBodies.ReopenConcernBody;
import dev.kept.commitments.concern.ConcernCommand.AcceptRemedy;
import dev.kept.commitments.concern.ConcernCommand.AcknowledgeConcern;
import dev.kept.commitments.concern.ConcernCommand.DeclareReadiness;
import dev.kept.commitments.concern.ConcernCommand.DeclineRemedy;
import dev.kept.commitments.concern.ConcernCommand.EscalateConcern;
import dev.kept.commitments.concern.ConcernCommand.NameCause;
import dev.kept.commitments.concern.ConcernCommand.OfferApology;
import dev.kept.commitments.concern.ConcernCommand.ProposeRemedy;
import dev.kept.commitments.concern.ConcernCommand.RaiseConcern;
import dev.kept.commitments.concern.ConcernCommand.ReopenConcern;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.OptionalReason;
import dev.kept.commitments.web.PartIds;
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
@RequestMapping("/api/ledgers/{ledger}/concerns")
@Tag(
        name = "Concerns",
        description = "What hurts or blocks, how the other side answers, and how both come to settle it")
class ConcernController {

    private static final String PLACE = "concerns";

    private static final String ONE = "/{concern}";
    private static final String REMEDY = ONE + "/remedies/{remedy}";

    private final Ledgers ledgers;

    ConcernController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Raise a concern: what your side observed, what that did, and how you ask for a response")
    ResponseEntity<Recorded> raiseConcern(@PathVariable UUID ledger, Posted<RaiseConcernBody> posted) {
        RaiseConcernBody body = posted.body();
        List<Evidence> evidence = ledgers.evidence(posted, ledger, body.evidence());
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new RaiseConcern(
                        ledger,
                        id,
                        body.title(),
                        body.purpose(),
                        body.behaviour(),
                        body.impact(),
                        evidence,
                        body.invitation(),
                        body.repeats(),
                        body.about()));
    }

    @PostMapping(ONE + "/acknowledgement")
    @Operation(summary = "Acknowledge a concern of the other side")
    ResponseEntity<Recorded> acknowledgeConcern(
            @PathVariable UUID ledger, @PathVariable UUID concern, Posted<AcknowledgeConcernBody> posted) {
        return ledgers.record(
                posted, new AcknowledgeConcern(ledger, concern, posted.body().text()));
    }

    @PostMapping(ONE + "/causes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Name something that led to it")
    ResponseEntity<Recorded> nameCause(
            @PathVariable UUID ledger, @PathVariable UUID concern, Posted<NameCauseBody> posted) {
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new NameCause(ledger, concern, id, posted.body().text()));
    }

    @PostMapping(ONE + "/apologies")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Apologise for a concern of the other side, with a commitment that repairs",
            description = "Names a commitment that your side owes already (`repair`), or makes a new one in the same"
                    + " command (`commitment`): there is no apology without a repair.")
    ResponseEntity<Recorded> offerApology(
            @PathVariable UUID ledger, @PathVariable UUID concern, Posted<OfferApologyBody> posted) {
        OfferApologyBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new OfferApology(
                        ledger,
                        concern,
                        id,
                        body.impact(),
                        body.wrong(),
                        body.regret(),
                        body.repair(),
                        PartIds.of(id, "commitment"),
                        body.commitment()));
    }

    @PostMapping(ONE + "/remedies")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose what would put it right; the other side accepts or declines")
    ResponseEntity<Recorded> proposeRemedy(
            @PathVariable UUID ledger, @PathVariable UUID concern, Posted<ProposeRemedyBody> posted) {
        ProposeRemedyBody body = posted.body();
        return ledgers.create(
                posted, ledger, PLACE, id -> new ProposeRemedy(ledger, concern, id, body.text(), body.commitment()));
    }

    @PostMapping(REMEDY + "/acceptance")
    @Operation(summary = "Accept a remedy that the other side proposed")
    ResponseEntity<Recorded> acceptRemedy(
            @PathVariable UUID ledger, @PathVariable UUID concern, @PathVariable UUID remedy, Posted<Nothing> posted) {
        return ledgers.record(posted, new AcceptRemedy(ledger, concern, remedy));
    }

    @PostMapping(REMEDY + "/decline")
    @Operation(summary = "Decline a remedy that the other side proposed")
    ResponseEntity<Recorded> declineRemedy(
            @PathVariable UUID ledger,
            @PathVariable UUID concern,
            @PathVariable UUID remedy,
            Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DeclineRemedy(ledger, concern, remedy, posted.body().reason()));
    }

    @PostMapping(ONE + "/readiness")
    @Operation(
            summary = "Declare that your side is ready to move forward, or take that back",
            description = "It is settled once both sides are ready.")
    ResponseEntity<Recorded> declareReadiness(
            @PathVariable UUID ledger, @PathVariable UUID concern, Posted<DeclareReadinessBody> posted) {
        DeclareReadinessBody body = posted.body();
        return ledgers.record(posted, new DeclareReadiness(ledger, concern, body.ready(), body.comment()));
    }

    @PostMapping(ONE + "/reopening")
    @Operation(summary = "Reopen a settled concern; both sides declare their readiness anew")
    ResponseEntity<Recorded> reopenConcern(
            @PathVariable UUID ledger, @PathVariable UUID concern, Posted<ReopenConcernBody> posted) {
        return ledgers.record(
                posted, new ReopenConcern(ledger, concern, posted.body().reason()));
    }

    @PostMapping(ONE + "/escalation")
    @Operation(summary = "Take a concern to the mediator")
    ResponseEntity<Recorded> escalateConcern(
            @PathVariable UUID ledger, @PathVariable UUID concern, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new EscalateConcern(ledger, concern, posted.body().reason()));
    }
}
