package dev.kept.commitments.win;

import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.Recorded;
import dev.kept.commitments.win.WinBodies.CelebrateWinBody;
import dev.kept.commitments.win.WinBodies.EndorseWinBody;
import dev.kept.commitments.win.WinCommand.CelebrateWin;
import dev.kept.commitments.win.WinCommand.EndorseWin;
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
@RequestMapping("/api/ledgers/{ledger}/wins")
@Tag(name = "Wins", description = "Progress worth recognising")
class WinController {

    private final Ledgers ledgers;

    WinController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Celebrate progress; it is shared once the other side endorses it")
    ResponseEntity<Recorded> celebrateWin(@PathVariable UUID ledger, Posted<CelebrateWinBody> posted) {
        CelebrateWinBody body = posted.body();
        return ledgers.create(
                posted, ledger, "wins", id -> new CelebrateWin(ledger, id, body.title(), body.text(), body.about()));
    }

    @PostMapping("/{win}/endorsement")
    @Operation(summary = "Endorse a win of the other side")
    ResponseEntity<Recorded> endorseWin(
            @PathVariable UUID ledger, @PathVariable UUID win, Posted<EndorseWinBody> posted) {
        return ledgers.record(posted, new EndorseWin(ledger, win, posted.body().comment()));
    }
}
