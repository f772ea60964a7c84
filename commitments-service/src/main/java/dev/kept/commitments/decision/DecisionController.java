package dev.kept.commitments.decision;

import dev.kept.commitments.decision.DecisionBodies.ObjectToDecisionBody;
import dev.kept.commitments.decision.DecisionBodies.ProposeDecisionBody;
import dev.kept.commitments.decision.DecisionBodies.ReviewDecisionBody;
import dev.kept.commitments.decision.DecisionCommand.AgreeDecision;
import dev.kept.commitments.decision.DecisionCommand.ObjectToDecision;
import dev.kept.commitments.decision.DecisionCommand.ProposeDecision;
import dev.kept.commitments.decision.DecisionCommand.ReviewDecision;
import dev.kept.commitments.decision.DecisionCommand.SupersedeDecision;
import dev.kept.commitments.decision.DecisionCommand.WithdrawDecision;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.OptionalReason;
import dev.kept.commitments.web.Recorded;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Decisions", description = "What was decided, why, and what took its place")
class DecisionController {

    private static final String PLACE = "decisions";
    private static final String ONE = "/decisions/{decision}";

    private final Ledgers ledgers;

    DecisionController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping("/decisions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Put a decision forward; it is in force once the other side agrees",
            description = "`review` is when it will be looked at again: it becomes a checkpoint once both agreed.")
    ResponseEntity<Recorded> proposeDecision(@PathVariable UUID ledger, Posted<ProposeDecisionBody> posted) {
        Substance substance = substance(posted, ledger);
        return ledgers.create(
                posted, ledger, PLACE, id -> new ProposeDecision(ledger, id, substance, NestedDecisions.reviewOf(id)));
    }

    @PostMapping(ONE + "/agreement")
    @Operation(summary = "Agree to what the other side put forward; what it supersedes ends with it")
    ResponseEntity<Recorded> agreeDecision(
            @PathVariable UUID ledger, @PathVariable UUID decision, Posted<Nothing> posted) {
        return ledgers.record(posted, new AgreeDecision(ledger, decision));
    }

    @PostMapping(ONE + "/objections")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Object, with a reason",
            description = "To what the other side put forward, or to a decision in force, which stays so.")
    ResponseEntity<Recorded> objectToDecision(
            @PathVariable UUID ledger, @PathVariable UUID decision, Posted<ObjectToDecisionBody> posted) {
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new ObjectToDecision(ledger, decision, id, posted.body().reason()));
    }

    @PostMapping(ONE + "/withdrawal")
    @Operation(summary = "Take back what your own side put forward, before it is agreed")
    ResponseEntity<Recorded> withdrawDecision(
            @PathVariable UUID ledger, @PathVariable UUID decision, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new WithdrawDecision(ledger, decision, posted.body().reason()));
    }

    @PostMapping(ONE + "/replacement")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Put a decision forward that is to take the place of one in force",
            description = "The one in force stays so until the other side agrees to the new one.")
    ResponseEntity<Recorded> supersedeDecision(
            @PathVariable UUID ledger, @PathVariable UUID decision, Posted<ProposeDecisionBody> posted) {
        Substance substance = substance(posted, ledger);
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new SupersedeDecision(ledger, decision, id, substance, NestedDecisions.reviewOf(id)));
    }

    @PostMapping(ONE + "/reviews")
    @Operation(
            summary = "Say what came of looking at a decision in force again",
            description = "Holds the checkpoint of the review that was planned; `next` plans another one.")
    ResponseEntity<Recorded> reviewDecision(
            @PathVariable UUID ledger, @PathVariable UUID decision, Posted<ReviewDecisionBody> posted) {
        Due next = posted.body().next();
        return ledgers.record(
                posted,
                ledger,
                id -> new ReviewDecision(
                        ledger, decision, posted.body().outcome(), next == null ? null : new Review(id, next)));
    }

    private Substance substance(Posted<ProposeDecisionBody> posted, UUID ledger) {
        return posted.body().substance(given -> ledgers.evidence(posted, ledger, given));
    }
}
