package dev.kept.commitments.closure;

import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.closure.ClosureCommand.DeclineClosing;
import dev.kept.commitments.closure.ClosureCommand.DeclineReopening;
import dev.kept.commitments.closure.ClosureCommand.ReopenLedger;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.OptionalReason;
import dev.kept.commitments.web.Recorded;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/ledgers/{ledger}")
@Tag(name = "Closing", description = "Closing and reopening a ledger, both sides together")
class ClosureController {

    private final Ledgers ledgers;

    ClosureController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping("/closing")
    @Operation(
            summary = "Propose to close the ledger; closed when the other side asks for it too",
            description = "Refused while a commitment is open, requested, delivered and unanswered, or disputed. While"
                    + " the ledger is closed everything is refused but reopening, erasing, first seen, leaving, and the"
                    + " end of a mediation.")
    ResponseEntity<Recorded> closeLedger(@PathVariable UUID ledger, Posted<OptionalReason> posted) {
        return ledgers.record(posted, new CloseLedger(ledger, posted.body().reason()));
    }

    @PostMapping("/closing/decline")
    @Operation(summary = "Decline to close the ledger, or take the own proposal back")
    ResponseEntity<Recorded> declineClosing(@PathVariable UUID ledger, Posted<OptionalReason> posted) {
        return ledgers.record(posted, new DeclineClosing(ledger, posted.body().reason()));
    }

    @PostMapping("/reopening")
    @Operation(summary = "Propose to reopen the ledger; open again when the other side asks for it too")
    ResponseEntity<Recorded> reopenLedger(@PathVariable UUID ledger, Posted<OptionalReason> posted) {
        return ledgers.record(posted, new ReopenLedger(ledger, posted.body().reason()));
    }

    @PostMapping("/reopening/decline")
    @Operation(summary = "Decline to reopen the ledger, or take the own proposal back")
    ResponseEntity<Recorded> declineReopening(@PathVariable UUID ledger, Posted<OptionalReason> posted) {
        return ledgers.record(posted, new DeclineReopening(ledger, posted.body().reason()));
    }
}
