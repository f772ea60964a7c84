package dev.kept.commitments.checkin;

import dev.kept.commitments.checkin.CheckInBodies.HoldCheckInBody;
import dev.kept.commitments.checkin.CheckInBodies.MissCheckInBody;
import dev.kept.commitments.checkin.CheckInBodies.ProposeCheckInsBody;
import dev.kept.commitments.checkin.CheckInCommand.AgreeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.DeclineCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.EndCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.HoldCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.MissCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.PauseCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ProposeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ResumeCheckIns;
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
@RequestMapping("/api/ledgers/{ledger}/check-ins")
@Tag(name = "Check-ins", description = "Short touchpoints at a cadence that both sides agreed on")
class CheckInController {

    private static final String ONE = "/{checkIns}";

    private final Ledgers ledgers;

    CheckInController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose check-ins at a cadence; they take place once the other side agrees")
    ResponseEntity<Recorded> proposeCheckIns(@PathVariable UUID ledger, Posted<ProposeCheckInsBody> posted) {
        ProposeCheckInsBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                "check-ins",
                id -> new ProposeCheckIns(
                        ledger, id, body.title(), body.first(), body.rrule(), body.beginnings(), body.minutes()));
    }

    @PostMapping(ONE + "/agreement")
    @Operation(summary = "Agree on the check-ins the other side proposed")
    ResponseEntity<Recorded> agreeCheckIns(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Posted<Nothing> posted) {
        return ledgers.record(posted, new AgreeCheckIns(ledger, checkIns));
    }

    @PostMapping(ONE + "/decline")
    @Operation(summary = "Decline the check-ins the other side proposed")
    ResponseEntity<Recorded> declineCheckIns(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new DeclineCheckIns(ledger, checkIns, posted.body().reason()));
    }

    @PostMapping(ONE + "/holding")
    @Operation(summary = "Say that one took place, and what came of it; a recorded miss stays visible")
    ResponseEntity<Recorded> holdCheckIn(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Posted<HoldCheckInBody> posted) {
        HoldCheckInBody body = posted.body();
        return ledgers.record(posted, new HoldCheckIn(ledger, checkIns, body.occurrence(), body.outcome()));
    }

    @PostMapping(ONE + "/miss")
    @Operation(summary = "Say that one did not take place")
    ResponseEntity<Recorded> missCheckIn(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Posted<MissCheckInBody> posted) {
        MissCheckInBody body = posted.body();
        return ledgers.record(posted, new MissCheckIn(ledger, checkIns, body.occurrence(), body.reason()));
    }

    @PostMapping(ONE + "/pause")
    @Operation(summary = "Interrupt them; what begins until they are resumed is left out")
    ResponseEntity<Recorded> pauseCheckIns(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new PauseCheckIns(ledger, checkIns, posted.body().reason()));
    }

    @PostMapping(ONE + "/resumption")
    @Operation(summary = "Let paused check-ins go on")
    ResponseEntity<Recorded> resumeCheckIns(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Posted<Nothing> posted) {
        return ledgers.record(posted, new ResumeCheckIns(ledger, checkIns));
    }

    @PostMapping(ONE + "/end")
    @Operation(summary = "End them for good, or take back a proposal that was not answered")
    ResponseEntity<Recorded> endCheckIns(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new EndCheckIns(ledger, checkIns, posted.body().reason()));
    }
}
