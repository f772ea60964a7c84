package dev.kept.commitments.seen;

import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.NotDrafted;
import dev.kept.commitments.web.Recorded;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "First seen", description = "Who first saw which entry, and when")
class SeenController {

    private final Ledgers ledgers;

    SeenController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @NotDrafted
    @PostMapping("/api/ledgers/{ledger}/seen")
    @Operation(
            summary = "Say which entries you have looked at; only what you had not seen before is recorded",
            description = "When there is nothing new, nothing is recorded: `entries` is empty and `sequence` is the"
                    + " ledger's last. A mediator's views are never recorded and get that same answer. Both sides see"
                    + " who first saw what.")
    ResponseEntity<Recorded> recordSeen(@PathVariable UUID ledger, Posted<RecordSeenBody> posted) {
        return ledgers.record(posted, new RecordSeen(ledger, posted.body().ranges()));
    }
}
