package dev.kept.commitments.feedback;

import dev.kept.commitments.feedback.FeedbackBodies.ActOnFeedbackBody;
import dev.kept.commitments.feedback.FeedbackBodies.AskFeedbackBody;
import dev.kept.commitments.feedback.FeedbackBodies.GiveFeedbackBody;
import dev.kept.commitments.feedback.FeedbackCommand.ActOnFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.AskFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.GiveFeedback;
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
@RequestMapping("/api/ledgers/{ledger}/feedback")
@Tag(name = "Feedback", description = "Asked for, given, acted upon")
class FeedbackController {

    private final Ledgers ledgers;

    FeedbackController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ask the other side for feedback")
    ResponseEntity<Recorded> askFeedback(@PathVariable UUID ledger, Posted<AskFeedbackBody> posted) {
        AskFeedbackBody body = posted.body();
        return ledgers.create(
                posted, ledger, "feedback", id -> new AskFeedback(ledger, id, body.question(), body.about()));
    }

    @PostMapping("/{feedback}/answer")
    @Operation(summary = "Give the feedback that the other side asked for")
    ResponseEntity<Recorded> giveFeedback(
            @PathVariable UUID ledger, @PathVariable UUID feedback, Posted<GiveFeedbackBody> posted) {
        return ledgers.record(
                posted, new GiveFeedback(ledger, feedback, posted.body().text()));
    }

    @PostMapping("/{feedback}/action")
    @Operation(summary = "Say what your side did about the feedback it was given, and link what shows it")
    ResponseEntity<Recorded> actOnFeedback(
            @PathVariable UUID ledger, @PathVariable UUID feedback, Posted<ActOnFeedbackBody> posted) {
        ActOnFeedbackBody body = posted.body();
        return ledgers.record(posted, new ActOnFeedback(ledger, feedback, body.text(), body.links()));
    }
}
