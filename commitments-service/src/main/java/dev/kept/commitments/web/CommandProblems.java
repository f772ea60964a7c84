package dev.kept.commitments.web;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.http.Problem;
import java.time.Duration;

/** The problem that answers a command that was refused, or that the store did not answer. */
final class CommandProblems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration RETRY_BEHIND = Duration.ofMinutes(1);

    private CommandProblems() {}

    static Problem of(LedgerCommand<?> command, Rejected rejected) {
        String sentence = String.valueOf(rejected.getMessage());
        return switch (rejected.reason()) {
            case UNKNOWN -> unknown(command, rejected);
            case RULE ->
                Problem.of(409, rejected.code(), "Against the rules of the ledger", sentence)
                        .withFacts(rejected.facts());
            case STALE -> Problem.of(412, rejected.code(), "Stale", sentence).withFacts(rejected.facts());
        };
    }

    /** Whoever does not belong to a ledger, or brings no secret for it, does not learn whether it exists. */
    private static Problem unknown(LedgerCommand<?> command, Rejected rejected) {
        if (command.bringsSecret()) {
            return Problem.of(
                    404,
                    "invitation-not-found",
                    "Not found",
                    "There is no such invitation, or the secret is not the right one.");
        }
        return rejected.code().equals("ledger-not-found")
                ? Problem.ledgerNotFound()
                : Problem.of(404, rejected.code(), "Not found", String.valueOf(rejected.getMessage()))
                        .withFacts(rejected.facts());
    }

    static Problem of(StoreUnavailable unavailable) {
        return switch (unavailable.effect()) {
            case NOT_RECORDED ->
                Problem.temporarilyUnavailable(
                        "Nothing was recorded: the record cannot be reached just now.", RETRY_AFTER);
            case BEHIND ->
                Problem.of(
                                503,
                                "record-behind",
                                "The record is not complete",
                                "Nothing was recorded: the record lacks entries that were published before. Its"
                                        + " operator has to fill it up first.")
                        .retryAfter(RETRY_BEHIND);
            case UNKNOWN -> unknownOutcome();
        };
    }

    static Problem unknownOutcome() {
        return Problem.temporarilyUnavailable(
                        "We could not tell whether this was recorded. Repeating it under the same Idempotency-Key is"
                                + " harmless.",
                        RETRY_AFTER)
                .withFact("recorded", "unknown");
    }
}
