package dev.kept.commitments.erasure;

import dev.kept.commitments.erasure.ErasureCommand.AgreeErasure;
import dev.kept.commitments.erasure.ErasureCommand.DeclineErasure;
import dev.kept.commitments.erasure.ErasureCommand.EraseText;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.OptionalReason;
import dev.kept.commitments.web.Recorded;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.http.Nothing;
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
@Tag(name = "Erasing", description = "Taking texts out of the record; the entries stay")
class ErasureController {

    private final Ledgers ledgers;
    private final SealedEntries entries;

    ErasureController(Ledgers ledgers, SealedEntries entries) {
        this.ledgers = ledgers;
        this.entries = entries;
    }

    @PostMapping("/entries/{sequence}/erasure")
    @Operation(
            summary = "Erase texts of an entry: as its author at once, else as a proposal to the other side",
            description = "The answer's `id` is the erasure's; the type of its entry tells whether the texts are gone"
                    + " (`dev.kept.erasure.erased.v1`) or the other side is asked (`dev.kept.erasure.proposed.v1`).")
    ResponseEntity<Recorded> eraseText(
            @PathVariable UUID ledger, @PathVariable long sequence, Posted<EraseTextBody> posted) {
        EraseTextBody body = posted.body();
        return ledgers.recordNamed(
                posted,
                ledger,
                id -> new EraseText(
                        ledger, id, new Place(sequence, body.fields()), entries.find(ledger, sequence), body.reason()));
    }

    @PostMapping("/erasures/{erasure}/agreement")
    @Operation(summary = "Agree that texts are erased, as the other side; they are gone then")
    ResponseEntity<Recorded> agreeErasure(
            @PathVariable UUID ledger, @PathVariable UUID erasure, Posted<Nothing> posted) {
        return ledgers.record(posted, new AgreeErasure(ledger, erasure));
    }

    @PostMapping("/erasures/{erasure}/decline")
    @Operation(summary = "Decline to erase texts, or take the own proposal back")
    ResponseEntity<Recorded> declineErasure(
            @PathVariable UUID ledger, @PathVariable UUID erasure, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DeclineErasure(ledger, erasure, posted.body().reason()));
    }
}
