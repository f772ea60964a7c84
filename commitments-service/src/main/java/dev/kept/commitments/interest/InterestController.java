package dev.kept.commitments.interest;

import dev.kept.commitments.interest.InterestCommand.DiscloseInterest;
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
@RequestMapping("/api/ledgers/{ledger}/interests")
@Tag(name = "Interests", description = "What others should know of those who write here")
class InterestController {

    private final Ledgers ledgers;

    InterestController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Disclose an interest of your own, as a member or a mediator")
    ResponseEntity<Recorded> discloseInterest(@PathVariable UUID ledger, Posted<DiscloseInterestBody> posted) {
        return ledgers.create(
                posted,
                ledger,
                "interests",
                id -> new DiscloseInterest(ledger, id, posted.body().text()));
    }
}
