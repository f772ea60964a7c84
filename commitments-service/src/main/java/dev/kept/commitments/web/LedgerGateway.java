package dev.kept.commitments.web;

import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.AskRoles;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.http.Problem;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Issues commands in people's names, waits for what becomes of them, and turns every refusal into a problem. */
@Component
final class LedgerGateway {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LedgerBus bus;
    private final EarlierAnswers earlier;

    LedgerGateway(LedgerBus bus, EarlierAnswers earlier) {
        this.bus = bus;
        this.earlier = earlier;
    }

    /** @throws Problem when it is refused, or when it is not known what became of it */
    Appended issue(Attempt attempt, LedgerCommand<?> command) {
        try {
            Appended appended = dispatch(attempt, command);
            // Nothing was left to record, perhaps because this very request has recorded it.
            return appended.entries().isEmpty() ? earlier.find(attempt, command).orElse(appended) : appended;
        } catch (Rejected rejected) {
            if (!EarlierAnswers.mayBeHeardAgain(attempt, command, rejected)) {
                throw CommandProblems.of(command, rejected);
            }
            return earlier.find(attempt, command).orElseThrow(() -> CommandProblems.of(command, rejected));
        } catch (RepeatedCommand repeated) {
            if (command.opensLedger()) {
                // No rule refuses to open what is open already, so nobody has looked at who asks.
                issue(Attempt.asking(attempt.member()), new AskRoles(command.ledger(), Set.of()));
            }
            return earlier.find(attempt, command).orElseThrow(() -> new IllegalStateException("repeated, yet unknown"));
        } catch (StoreUnavailable unavailable) {
            throw CommandProblems.of(unavailable);
        }
    }

    private Appended dispatch(Attempt attempt, LedgerCommand<?> command) {
        try {
            return bus.dispatch(command, attempt.metaData()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw LedgerBus.failure(e.getCause());
        } catch (TimeoutException e) {
            throw CommandProblems.unknownOutcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandProblems.unknownOutcome();
        }
    }
}
