package dev.kept.commitments.mediation;

import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DeclineMediator;
import dev.kept.commitments.mediation.MediationCommand.DismissMediator;
import dev.kept.commitments.mediation.MediationCommand.ProposeMediator;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.OptionalReason;
import dev.kept.commitments.web.Recorded;
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
@RequestMapping("/api/ledgers/{ledger}/mediators")
@Tag(name = "Mediation", description = "A neutral third person, admitted by both sides")
class MediationController {

    private final Ledgers ledgers;

    MediationController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose a mediator; answers the secret and a link to hand over")
    ResponseEntity<Recorded> proposeMediator(@PathVariable UUID ledger, Posted<ProposeMediatorBody> posted) {
        ProposeMediatorBody body = posted.body();
        return ledgers.invite(
                posted,
                ledger,
                invited -> new ProposeMediator(
                        ledger,
                        invited.id(),
                        invited.secretDigest(),
                        invited.expires(),
                        body.mediatorName(),
                        body.reason()));
    }

    @PostMapping("/{mediator}/admission")
    @Operation(summary = "Admit the candidate, once interests are disclosed; in force when both sides did")
    ResponseEntity<Recorded> admitMediator(
            @PathVariable UUID ledger, @PathVariable UUID mediator, Posted<Nothing> posted) {
        return ledgers.record(posted, new AdmitMediator(ledger, mediator));
    }

    @PostMapping("/{mediator}/decline")
    @Operation(summary = "Decline the candidate")
    ResponseEntity<Recorded> declineMediator(
            @PathVariable UUID ledger, @PathVariable UUID mediator, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DeclineMediator(ledger, mediator, posted.body().reason()));
    }

    @PostMapping("/{mediator}/dismissal")
    @Operation(summary = "End the mediation, as a side")
    ResponseEntity<Recorded> dismissMediator(
            @PathVariable UUID ledger, @PathVariable UUID mediator, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DismissMediator(ledger, mediator, posted.body().reason()));
    }

    @PostMapping("/{mediator}/standing-down")
    @Operation(summary = "End the mediation, as the mediator or the candidate")
    ResponseEntity<Recorded> standDown(
            @PathVariable UUID ledger, @PathVariable UUID mediator, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new StandDown(ledger, mediator, posted.body().reason()));
    }
}
