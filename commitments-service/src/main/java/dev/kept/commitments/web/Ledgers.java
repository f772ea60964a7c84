package dev.kept.commitments.web;

import dev.kept.commitments.eventstore.RecordedCommand;
import dev.kept.commitments.eventstore.RecordedCommands;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.AskRoles;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.http.ETags;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Issues commands for those who post them, and answers for what became of them. */
@Component
public class Ledgers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration RETRY_BEHIND = Duration.ofMinutes(1);

    private final LedgerBus bus;
    private final RecordedCommands recorded;
    private final Invitations invitations;
    private final Attempts attempts;
    private final LedgerOpenings openings;
    private final CommandReceipts receipts;

    Ledgers(
            LedgerBus bus,
            RecordedCommands recorded,
            Invitations invitations,
            Attempts attempts,
            LedgerOpenings openings,
            CommandReceipts receipts) {
        this.bus = bus;
        this.recorded = recorded;
        this.invitations = invitations;
        this.attempts = attempts;
        this.openings = openings;
        this.receipts = receipts;
    }

    /**
     * Opens a ledger: 201.
     *
     * @param command given the ledger's new id
     */
    public ResponseEntity<Recorded> open(Posted<?> posted, Function<UUID, ? extends LedgerCommand<?>> command) {
        Attempt attempt = attempts.of(posted, "open");
        UUID ledger = attempt.newId();
        openings.take(attempt.member(), ledger);
        Appended appended = issue(attempt, command.apply(ledger));
        return created(posted, Recorded.of(appended, ledger), "");
    }

    /** Records something about the ledger or an item that is already there: 200. */
    public ResponseEntity<Recorded> record(Posted<?> posted, LedgerCommand<?> command) {
        Appended appended = issue(attempts.of(posted, command.ledger().toString()), command);
        return answer(posted, ResponseEntity.ok(), Recorded.of(appended, null));
    }

    /**
     * As {@link #record(Posted, LedgerCommand)}, for a command that creates something on its way.
     *
     * @param command given an id for that, the same whenever the command is repeated; see {@link PartIds}
     */
    public ResponseEntity<Recorded> record(
            Posted<?> posted, UUID ledger, Function<UUID, ? extends LedgerCommand<?>> command) {
        Attempt attempt = attempts.of(posted, ledger.toString());
        Appended appended = issue(attempt, command.apply(attempt.newId()));
        return answer(posted, ResponseEntity.ok(), Recorded.of(appended, null));
    }

    /**
     * Records something that has an id of its own, though it is read where it belongs: 200, with that id.
     *
     * @param command given the id; may look something up in the store
     */
    public ResponseEntity<Recorded> recordNamed(
            Posted<?> posted, UUID ledger, Function<UUID, ? extends LedgerCommand<?>> command) {
        Attempt attempt = attempts.of(posted, ledger.toString());
        UUID id = attempt.newId();
        Appended appended = issue(attempt, madeOf(command, id));
        return answer(posted, ResponseEntity.ok(), Recorded.of(appended, id));
    }

    private static LedgerCommand<?> madeOf(Function<UUID, ? extends LedgerCommand<?>> command, UUID id) {
        try {
            return command.apply(id);
        } catch (StoreUnavailable unavailable) {
            throw problem(unavailable);
        }
    }

    /**
     * Records something new: 201, with the address of its item.
     *
     * @param place where items of its kind are read, e.g. {@code commitments}
     * @param command given the id of what it creates
     */
    public ResponseEntity<Recorded> create(
            Posted<?> posted, UUID ledger, String place, Function<UUID, ? extends LedgerCommand<?>> command) {
        Attempt attempt = attempts.of(posted, ledger.toString());
        UUID id = attempt.newId();
        Appended appended = issue(attempt, command.apply(id));
        return created(posted, Recorded.of(appended, id), "/" + place + "/" + appended.item());
    }

    /**
     * Records an invitation: 201, with the secret and the link.
     *
     * @param command given the invitation
     */
    public ResponseEntity<Recorded> invite(
            Posted<?> posted, UUID ledger, Function<Invited, ? extends LedgerCommand<?>> command) {
        Attempt attempt = attempts.of(posted, ledger.toString());
        Invited invited = invitations.invite(ledger, attempt.newId());
        Appended appended = issue(attempt, command.apply(invited));
        return created(
                posted, Recorded.of(appended, invited.id()).inviting(invited), "/entries/" + appended.sequence());
    }

    /**
     * In which roles people take part in a ledger now; who does not take part is not in the map.
     *
     * @param asking who wants to know, and takes part too
     * @throws Problem 404 when that person does not
     */
    public Map<UUID, Actor> roles(UUID ledger, UUID asking, Set<UUID> people) {
        AskRoles question = new AskRoles(ledger, people);
        ask(question, asking);
        return question.roles();
    }

    /**
     * Puts a question to a ledger, which keeps the answer; nothing is recorded.
     *
     * @param asking who wants to know
     * @throws Problem 404 when that person may not
     */
    public void ask(LedgerCommand<?> question, UUID asking) {
        issue(Attempt.asking(asking), question);
    }

    private ResponseEntity<Recorded> created(Posted<?> posted, Recorded recorded, String place) {
        return answer(
                posted,
                ResponseEntity.status(HttpStatus.CREATED)
                        .location(URI.create("/api/ledgers/" + recorded.ledger() + place)),
                recorded);
    }

    /** With receipts where they are wanted: signed now, after the commit, so that appending never waits for it. */
    private ResponseEntity<Recorded> answer(Posted<?> posted, ResponseEntity.BodyBuilder answer, Recorded recorded) {
        answer.eTag(ETags.of(recorded.sequence()));
        if (!posted.prefers("return", "receipt") || recorded.entries().isEmpty()) {
            return answer.body(recorded);
        }
        List<Long> sequences =
                recorded.entries().stream().map(Recorded.Entry::sequence).toList();
        return receipts.receipts(recorded.ledger(), sequences)
                .map(proofs ->
                        answer.header("Preference-Applied", "return=receipt").body(recorded.proven(proofs)))
                .orElseGet(() -> answer.body(recorded));
    }

    private Appended issue(Attempt attempt, LedgerCommand<?> command) {
        try {
            Appended appended = dispatch(attempt, command);
            // Nothing was left to record, perhaps because this very request has recorded it.
            return appended.entries().isEmpty()
                    ? earlierAnswer(attempt, command).orElse(appended)
                    : appended;
        } catch (Rejected rejected) {
            return mayHearItAgain(attempt, command, rejected)
                    ? earlierAnswer(attempt, command).orElseThrow(() -> problem(command, rejected))
                    : refuse(command, rejected);
        } catch (RepeatedCommand repeated) {
            if (command.opensLedger()) {
                // No rule refuses to open what is open already, so nobody has looked at who asks.
                roles(command.ledger(), attempt.member(), Set.of());
            }
            return earlierAnswer(attempt, command)
                    .orElseThrow(() -> new IllegalStateException("repeated, yet unknown"));
        } catch (StoreUnavailable unavailable) {
            throw problem(unavailable);
        }
    }

    /** An earlier answer may hold a secret: whoever left gets it no more. That they left, they may hear again. */
    private static boolean mayHearItAgain(Attempt attempt, LedgerCommand<?> command, Rejected rejected) {
        return !rejected.isOfAnOutsider() || command.endsTheRightsOf(attempt.member());
    }

    private static Appended refuse(LedgerCommand<?> command, Rejected rejected) {
        throw problem(command, rejected);
    }

    private Appended dispatch(Attempt attempt, LedgerCommand<?> command) {
        try {
            return bus.dispatch(command, attempt.metaData()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw LedgerBus.failure(e.getCause());
        } catch (TimeoutException e) {
            throw unknownOutcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknownOutcome();
        }
    }

    /** What this very request was answered before; empty when it was not recorded under its key. */
    private Optional<Appended> earlierAnswer(Attempt attempt, LedgerCommand<?> command) {
        UUID commandId = attempt.commandId();
        if (commandId == null) {
            return Optional.empty();
        }
        try {
            return recorded.find(command.ledger(), commandId).map(earlier -> sameAnswer(attempt, command, earlier));
        } catch (StoreUnavailable unavailable) {
            throw problem(unavailable);
        }
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

    private static Problem problem(LedgerCommand<?> command, Rejected rejected) {
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

    private static Problem problem(StoreUnavailable unavailable) {
        return switch (unavailable.outcome()) {
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

    private static Problem unknownOutcome() {
        return Problem.temporarilyUnavailable(
                        "The record was lost from sight, so whether this was recorded is not known. Repeating it under"
                                + " the same Idempotency-Key is harmless.",
                        RETRY_AFTER)
                .withFact("recorded", "unknown");
    }
}
