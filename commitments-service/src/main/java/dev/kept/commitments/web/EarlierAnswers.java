package dev.kept.commitments.web;

import dev.kept.commitments.eventstore.RecordedCommand;
import dev.kept.commitments.eventstore.RecordedCommands;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.http.Problem;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a request was answered before under its idempotency key: the same request is answered alike, another one is refused. */
@Component
final class EarlierAnswers {

    private final RecordedCommands recorded;

    EarlierAnswers(RecordedCommands recorded) {
        this.recorded = recorded;
    }

    /** What this very request was answered before; empty when it was not recorded under its key. */
    Optional<Appended> find(Attempt attempt, LedgerCommand<?> command) {
        UUID commandId = attempt.commandId();
        if (commandId == null) {
            return Optional.empty();
        }
        try {
            return recorded.find(command.ledger(), commandId).map(earlier -> sameAnswer(attempt, command, earlier));
        } catch (StoreUnavailable unavailable) {
            throw CommandProblems.of(unavailable);
        }
    }

    /** An earlier answer may hold a secret: whoever left gets it no more. That they left, they may hear again. */
    static boolean mayBeHeardAgain(Attempt attempt, LedgerCommand<?> command, Rejected rejected) {
        return !rejected.isOfAnOutsider() || command.endsTheRightsOf(attempt.member());
    }

    private static Appended sameAnswer(Attempt attempt, LedgerCommand<?> command, RecordedCommand earlier) {
        if (earlier.digest() != null && !earlier.digest().equals(attempt.digest())) {
            throw Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency-Key reused",
                    "This Idempotency-Key was used for another request before. Take a new one.");
        }
        Appended answer = earlier.answer();
        return new Appended(answer.ledger(), answer.recorded(), command.item(), answer.entries());
    }
}
