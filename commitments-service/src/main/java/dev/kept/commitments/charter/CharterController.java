package dev.kept.commitments.charter;

import dev.kept.commitments.charter.CharterBodies.AmendCharterBody;
import dev.kept.commitments.charter.CharterBodies.ProposeCharterBody;
import dev.kept.commitments.charter.CharterCommand.AgreeCharter;
import dev.kept.commitments.charter.CharterCommand.AmendCharter;
import dev.kept.commitments.charter.CharterCommand.DeclineCharter;
import dev.kept.commitments.charter.CharterCommand.ProposeCharter;
import dev.kept.commitments.charter.CharterCommand.WithdrawCharter;
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
@RequestMapping("/api/ledgers/{ledger}/charter")
@Tag(name = "Charter", description = "The framework both sides agree on, clause by clause")
class CharterController {

    private static final String PLACE = "charter/proposals";
    private static final String PROPOSAL = "/proposals/{proposal}";

    private final Ledgers ledgers;

    CharterController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping("/proposals")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose a whole charter; it is in force once the other side agrees")
    ResponseEntity<Recorded> proposeCharter(@PathVariable UUID ledger, Posted<ProposeCharterBody> posted) {
        ProposeCharterBody body = posted.body();
        return ledgers.create(
                posted, ledger, PLACE, id -> new ProposeCharter(ledger, id, body.clauses(), body.reason()));
    }

    @PostMapping("/amendments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose a change of some clauses, of what is in force or of what the other side proposed")
    ResponseEntity<Recorded> amendCharter(@PathVariable UUID ledger, Posted<AmendCharterBody> posted) {
        AmendCharterBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new AmendCharter(ledger, id, body.answers(), body.changed(), body.removed(), body.reason()));
    }

    @PostMapping(PROPOSAL + "/agreement")
    @Operation(summary = "Agree to what the other side proposed; it is in force from now on")
    ResponseEntity<Recorded> agreeCharter(
            @PathVariable UUID ledger, @PathVariable UUID proposal, Posted<Nothing> posted) {
        return ledgers.record(posted, new AgreeCharter(ledger, proposal));
    }

    @PostMapping(PROPOSAL + "/decline")
    @Operation(summary = "Decline what the other side proposed; what is in force stays")
    ResponseEntity<Recorded> declineCharter(
            @PathVariable UUID ledger, @PathVariable UUID proposal, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DeclineCharter(ledger, proposal, posted.body().reason()));
    }

    @PostMapping(PROPOSAL + "/withdrawal")
    @Operation(summary = "Take back what your own side proposed")
    ResponseEntity<Recorded> withdrawCharter(
            @PathVariable UUID ledger, @PathVariable UUID proposal, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new WithdrawCharter(ledger, proposal, posted.body().reason()));
    }
}
