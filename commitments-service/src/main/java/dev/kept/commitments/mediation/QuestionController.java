package dev.kept.commitments.mediation;

import dev.kept.commitments.mediation.MediationBodies.AnswerQuestionBody;
import dev.kept.commitments.mediation.MediationBodies.AskQuestionBody;
import dev.kept.commitments.mediation.QuestionCommand.AnswerQuestion;
import dev.kept.commitments.mediation.QuestionCommand.AskQuestion;
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
@RequestMapping("/api/ledgers/{ledger}/questions")
@Tag(name = "Mediation")
class QuestionController {

    private final Ledgers ledgers;

    QuestionController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ask one side or both, as a mediator")
    ResponseEntity<Recorded> askQuestion(@PathVariable UUID ledger, Posted<AskQuestionBody> posted) {
        AskQuestionBody body = posted.body();
        return ledgers.create(
                posted, ledger, "questions", id -> new AskQuestion(ledger, id, body.to(), body.text(), body.about()));
    }

    @PostMapping("/{question}/answers")
    @Operation(summary = "Answer a mediator's question for your own side, once")
    ResponseEntity<Recorded> answerQuestion(
            @PathVariable UUID ledger, @PathVariable UUID question, Posted<AnswerQuestionBody> posted) {
        return ledgers.record(
                posted, new AnswerQuestion(ledger, question, posted.body().text()));
    }
}
