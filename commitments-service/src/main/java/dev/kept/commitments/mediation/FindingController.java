package dev.kept.commitments.mediation;

import dev.kept.commitments.mediation.FindingCommand.AcceptFinding;
import dev.kept.commitments.mediation.FindingCommand.DeclineFinding;
import dev.kept.commitments.mediation.FindingCommand.RecordFinding;
import dev.kept.commitments.mediation.MediationBodies.RecordFindingBody;
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
@RequestMapping("/api/ledgers/{ledger}/findings")
@Tag(name = "Mediation")
class FindingController {

    private final Ledgers ledgers;

    FindingController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Record a finding on a disputed delivery or on a pattern, as a mediator")
    ResponseEntity<Recorded> recordFinding(@PathVariable UUID ledger, Posted<RecordFindingBody> posted) {
        RecordFindingBody body = posted.body();
        List<Evidence> evidence = ledgers.evidence(posted, ledger, body.evidence());
        return ledgers.create(
                posted,
                ledger,
                "findings",
                id -> new RecordFinding(ledger, id, body.text(), body.dispute(), body.about(), evidence));
    }

    @PostMapping("/{finding}/acceptance")
    @Operation(summary = "Accept a finding; once both sides did, one on an open dispute resolves it")
    ResponseEntity<Recorded> acceptFinding(
            @PathVariable UUID ledger, @PathVariable UUID finding, Posted<Nothing> posted) {
        return ledgers.record(posted, new AcceptFinding(ledger, finding));
    }

    @PostMapping("/{finding}/decline")
    @Operation(summary = "Do not accept a finding; your side may still accept it later")
    ResponseEntity<Recorded> declineFinding(
            @PathVariable UUID ledger, @PathVariable UUID finding, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DeclineFinding(ledger, finding, posted.body().reason()));
    }
}
