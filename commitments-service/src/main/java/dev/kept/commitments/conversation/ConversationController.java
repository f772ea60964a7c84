package dev.kept.commitments.conversation;

import dev.kept.commitments.conversation.ConversationBodies.AcknowledgeConversationBody;
import dev.kept.commitments.conversation.ConversationBodies.CorrectConversationBody;
import dev.kept.commitments.conversation.ConversationBodies.RecordConversationBody;
import dev.kept.commitments.conversation.ConversationCommand.AcknowledgeConversation;
import dev.kept.commitments.conversation.ConversationCommand.CorrectConversation;
import dev.kept.commitments.conversation.ConversationCommand.RecordConversation;
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
@Tag(name = "Conversations", description = "Talks that took place, with everything that came of them")
class ConversationController {

    private static final String PLACE = "conversations";
    private static final String ONE = "/conversations/{conversation}";

    private final Ledgers ledgers;

    ConversationController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping("/conversations")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Give account of a talk, with the commitments, decisions and checkpoints that came of it",
            description = "All of it is recorded, or nothing. When a rule forbids a part, the fact `part` says which.")
    ResponseEntity<Recorded> recordConversation(@PathVariable UUID ledger, Posted<RecordConversationBody> posted) {
        RecordConversationBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new RecordConversation(
                        ledger,
                        id,
                        body.account(),
                        ledgers.evidence(posted, ledger, body.evidence()),
                        body.commitments().parts(ledger, id),
                        body.decisions().parts(ledger, id, given -> ledgers.evidence(posted, ledger, given)),
                        body.checkpoints().parts(ledger, id)));
    }

    @PostMapping(ONE + "/acknowledgement")
    @Operation(summary = "Agree with the account that the other side gave")
    ResponseEntity<Recorded> acknowledgeConversation(
            @PathVariable UUID ledger, @PathVariable UUID conversation, Posted<AcknowledgeConversationBody> posted) {
        return ledgers.record(
                posted,
                new AcknowledgeConversation(ledger, conversation, posted.body().comment()));
    }

    @PostMapping(ONE + "/corrections")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Say what your side remembers differently",
            description = "The account stays as it was written. It can be acknowledged as well.")
    ResponseEntity<Recorded> correctConversation(
            @PathVariable UUID ledger, @PathVariable UUID conversation, Posted<CorrectConversationBody> posted) {
        return ledgers.create(
                posted,
                ledger,
                PLACE,
                id -> new CorrectConversation(
                        ledger, conversation, id, posted.body().text()));
    }
}
