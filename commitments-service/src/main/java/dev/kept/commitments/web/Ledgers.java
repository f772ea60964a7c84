package dev.kept.commitments.web;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.AskRoles;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.events.Actor;
import dev.kept.events.Evidence;
import dev.kept.events.EvidenceFile;
import dev.kept.http.ETags;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers those who post commands with what became of them. */
@Component
public class Ledgers {

    private final LedgerGateway gateway;
    private final Invitations invitations;
    private final Attempts attempts;
    private final LedgerOpenings openings;
    private final CommandReceipts receipts;
    private final UploadedFiles files;

    Ledgers(
            LedgerGateway gateway,
            Invitations invitations,
            Attempts attempts,
            LedgerOpenings openings,
            CommandReceipts receipts,
            UploadedFiles files) {
        this.gateway = gateway;
        this.invitations = invitations;
        this.attempts = attempts;
        this.openings = openings;
        this.receipts = receipts;
        this.files = files;
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
        Appended appended = gateway.issue(attempt, command.apply(ledger));
        return created(posted, Recorded.of(appended, ledger), "");
    }

    /** Records something about the ledger or an item that is already there: 200. */
    public ResponseEntity<Recorded> record(Posted<?> posted, LedgerCommand<?> command) {
        Appended appended = gateway.issue(attempts.of(posted, command.ledger().toString()), command);
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
        Appended appended = gateway.issue(attempt, command.apply(attempt.newId()));
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
        Appended appended = gateway.issue(attempt, lookUp(() -> command.apply(id)));
        return answer(posted, ResponseEntity.ok(), Recorded.of(appended, id));
    }

    /**
     * What is looked up in the store for a command or a question.
     *
     * @throws Problem 503 when it does not answer
     */
    public <T extends @Nullable Object> T lookUp(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreUnavailable unavailable) {
            throw CommandProblems.of(unavailable);
        }
    }

    /**
     * What a command gives as evidence, with the files that it names.
     *
     * @throws Problem 409 when one of them is not among those that the caller uploaded to the ledger
     */
    public List<Evidence> evidence(Posted<?> posted, UUID ledger, List<GivenEvidence> given) {
        Set<UUID> ids = given.stream()
                .map(GivenEvidence::file)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<UUID, EvidenceFile> found = ids.isEmpty()
                ? Map.of()
                : lookUp(() -> files.named(ledger, posted.caller().member(), ids));
        if (!found.keySet().containsAll(ids)) {
            ids.removeAll(found.keySet());
            throw Problem.of(
                            409,
                            "file-not-found",
                            "No such file",
                            "It names a file that is not among those you have uploaded to this ledger.")
                    .withFact("files", List.copyOf(ids));
        }
        return given.stream()
                .map(each ->
                        new Evidence(each.label(), each.link(), each.file() == null ? null : found.get(each.file())))
                .toList();
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
        Appended appended = gateway.issue(attempt, command.apply(id));
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
        Appended appended = gateway.issue(attempt, command.apply(invited));
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
        gateway.issue(Attempt.asking(asking), question);
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
}
