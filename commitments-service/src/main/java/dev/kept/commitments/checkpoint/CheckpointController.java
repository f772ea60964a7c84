package dev.kept.commitments.checkpoint;

import dev.kept.commitments.checkpoint.CheckpointBodies.HoldCheckpointBody;
import dev.kept.commitments.checkpoint.CheckpointBodies.RescheduleCheckpointBody;
import dev.kept.commitments.checkpoint.CheckpointBodies.ScheduleCheckpointBody;
import dev.kept.commitments.checkpoint.CheckpointCommand.HoldCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.RescheduleCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.Recorded;
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
@Tag(name = "Checkpoints", description = "Planned dates at which something is looked at, and what came of them")
class CheckpointController {

    private static final String ONE = "/checkpoints/{checkpoint}";

    private final Ledgers ledgers;

    CheckpointController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping("/checkpoints")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Set a date at which something will be looked at",
            description = "When nobody records within three days after it that it took place, it counts as missed.")
    ResponseEntity<Recorded> scheduleCheckpoint(@PathVariable UUID ledger, Posted<ScheduleCheckpointBody> posted) {
        ScheduleCheckpointBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                "checkpoints",
                id -> new ScheduleCheckpoint(ledger, id, body.due(), body.agenda(), body.about()));
    }

    @PostMapping(ONE + "/rescheduling")
    @Operation(summary = "Move the date; every earlier one stays visible")
    ResponseEntity<Recorded> rescheduleCheckpoint(
            @PathVariable UUID ledger, @PathVariable UUID checkpoint, Posted<RescheduleCheckpointBody> posted) {
        RescheduleCheckpointBody body = posted.body();
        return ledgers.record(posted, new RescheduleCheckpoint(ledger, checkpoint, body.due(), body.reason()));
    }

    @PostMapping(ONE + "/holding")
    @Operation(
            summary = "Say that it took place and what came of it, with new commitments and decisions",
            description = "All of it is recorded, or nothing.")
    ResponseEntity<Recorded> holdCheckpoint(
            @PathVariable UUID ledger, @PathVariable UUID checkpoint, Posted<HoldCheckpointBody> posted) {
        HoldCheckpointBody body = posted.body();
        return ledgers.record(
                posted,
                ledger,
                id -> new HoldCheckpoint(
                        ledger,
                        checkpoint,
                        body.occurred(),
                        body.outcomes(),
                        body.commitments().parts(ledger, id),
                        body.decisions().parts(ledger, id, given -> ledgers.evidence(posted, ledger, given))));
    }
}
