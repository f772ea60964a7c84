package dev.kept.commitments.operation;

import dev.kept.commitments.erasure.SealedEntries;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.commitments.web.CommandRegistry;
import dev.kept.commitments.web.Ledgers;
import dev.kept.http.Asked;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads what may be done where it is decided: the read side knows no rule. */
@RestController
@Tag(name = "Operations", description = "What you may do now")
class OperationsController {

    private final Ledgers ledgers;
    private final CommandRegistry commands;
    private final SealedEntries entries;

    OperationsController(Ledgers ledgers, CommandRegistry commands, SealedEntries entries) {
        this.ledgers = ledgers;
        this.entries = entries;
        this.commands = commands;
    }

    @GetMapping("/api/ledgers/{ledger}/operations")
    @Operation(
            operationId = "listOperations",
            summary = "What you may do now, in the ledger and about each of its items",
            description = "By the very rules that decide the commands, for you, as of now. An operation that is listed"
                    + " is not refused for the state of the ledger or for want of a right; its body still has to"
                    + " be right, and somebody may be faster. Of the ledger, `eraseText` is listed when you may erase"
                    + " what you wrote; which texts of an entry you may erase is answered for the `entry` you name.")
    OperationsAnswer list(@PathVariable UUID ledger, Asked<OperationsQuery> asked) {
        OperationsQuery query = asked.query();
        AskOperations question = new AskOperations(ledger, asked.atLeast() == null ? -1 : asked.atLeast());
        ledgers.ask(question, asked.caller().member());
        return new OperationsListing(commands, ledger, query).of(question.answer(), entry(ledger, query.entry()));
    }

    private @Nullable SealedEntry entry(UUID ledger, @Nullable Long sequence) {
        if (sequence == null) {
            return null;
        }
        long known = sequence;
        return ledgers.lookUp(() -> entries.find(ledger, known));
    }
}
