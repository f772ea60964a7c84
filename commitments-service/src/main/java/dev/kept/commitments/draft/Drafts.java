package dev.kept.commitments.draft;

import dev.kept.commitments.draft.Draft.Comment;
import dev.kept.commitments.draft.Draft.Invitation;
import dev.kept.commitments.draft.Draft.Person;
import dev.kept.commitments.draft.DraftBodies.KeepDraftBody;
import dev.kept.commitments.draft.DraftBodies.ReviseDraftBody;
import dev.kept.commitments.web.Attempt;
import dev.kept.commitments.web.Attempts;
import dev.kept.commitments.web.CommandRegistry;
import dev.kept.commitments.web.CommandRegistry.Registered;
import dev.kept.commitments.web.Invitations;
import dev.kept.commitments.web.Invited;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.Recorded;
import dev.kept.events.Actor;
import dev.kept.http.Caller;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The rules of drafts: who may do what with one, and when. */
@Component
class Drafts {

    static final int MOST_OF_A_PERSON = 200;
    static final int MOST_COMMENTS = 200;
    private static final int ATTEMPTS = 5;

    private final JdbcDrafts drafts;
    private final Ledgers ledgers;
    private final CommandRegistry commands;
    private final Invitations invitations;
    private final Attempts attempts;
    private final Clock clock;

    Drafts(
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            Ledgers ledgers,
            CommandRegistry commands,
            Invitations invitations,
            Attempts attempts,
            Clock clock) {
        this.drafts = new JdbcDrafts(dataSource);
        this.ledgers = ledgers;
        this.commands = commands;
        this.invitations = invitations;
        this.attempts = attempts;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Keeps a draft of somebody who takes part in the ledger now. */
    Draft keep(Posted<KeepDraftBody> posted) {
        KeepDraftBody body = posted.body();
        Registered operation = commands.at(body.path())
                .orElseThrow(
                        () -> Refusals.field("path", "unknown-command", "No operation of a ledger is posted there."));
        Instant now = now();
        Instant until = until(body.cooling(), body.zone(), now);
        UUID author = posted.caller().member();
        ledgers.roles(operation.ledger(), author, Set.of());
        Attempt attempt = attempts.of(posted, "drafts");
        Draft draft = new Draft(
                attempt.newId(),
                operation.ledger(),
                person(posted.caller()),
                body.path(),
                body.body(),
                body.seen(),
                until,
                body.zone(),
                now,
                now,
                1,
                1,
                false,
                attempt.digest(),
                null,
                false,
                null);
        return drafts.keep(draft, MOST_OF_A_PERSON) ? draft : keptBefore(draft);
    }

    /** This very request has kept it, or there are too many. */
    private Draft keptBefore(Draft draft) {
        Draft known = drafts.find(draft.id(), draft.author().member())
                .orElseThrow(() -> Refusals.tooMany("too-many-drafts", "drafts", MOST_OF_A_PERSON));
        if (known.digest() != null && !known.digest().equals(draft.digest())) {
            throw Refusals.keyReused();
        }
        return known;
    }

    /** A draft for its author or its reader. */
    Draft find(UUID draft, Caller caller) {
        return drafts.find(draft, caller.member())
                .filter(found -> mayRead(found, caller))
                .orElseThrow(Refusals::notFound);
    }

    /**
     * A draft stays its author's. Somebody else reads it as long as its author takes part in the ledger; whoever was let in as a member
     * of the same side, as long as they both are.
     */
    boolean mayRead(Draft draft, Caller caller) {
        if (draft.isOf(caller.member())) {
            return true;
        }
        UUID author = draft.author().member();
        Map<UUID, Actor> roles = rolesFor(draft, Set.of(author, caller.member()));
        return draft.readerByLink()
                ? roles.containsKey(author)
                : isOfOneSide(roles.get(author), roles.get(caller.member()));
    }

    /** The people's roles in its ledger; empty when its author takes part no more. */
    private Map<UUID, Actor> rolesFor(Draft draft, Set<UUID> people) {
        try {
            return ledgers.roles(draft.ledger(), draft.author().member(), people);
        } catch (Problem refusal) {
            if (refusal.status() == HttpStatus.NOT_FOUND.value()) {
                return Map.of();
            }
            throw refusal;
        }
    }

    /** A draft for its author; its reader learns that this is not for readers. */
    private Draft ofAuthor(UUID draft, Caller caller) {
        Draft found = find(draft, caller);
        if (!found.isOf(caller.member())) {
            throw Refusals.notItsAuthor();
        }
        return found;
    }

    List<Draft> list(Caller caller, DraftBodies.@Nullable As as, Instant after, UUID afterDraft, int limit) {
        return drafts.list(caller.member(), as, after, afterDraft, limit);
    }

    List<Comment> comments(Draft draft) {
        return drafts.comments(draft.id());
    }

    /** The operation of a draft, by its id; the one it had when no operation is at its path any more. */
    String operation(Draft draft) {
        return commands.at(draft.path()).map(Registered::operation).orElse("");
    }

    Draft revise(UUID id, Posted<ReviseDraftBody> posted) {
        ReviseDraftBody body = posted.body();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Draft found = ofAuthor(id, posted.caller());
            boolean same = found.body().equals(body.body())
                    && (body.seen() == null || body.seen().equals(found.seen()));
            if (same) {
                return found;
            }
            requireFresh(found, posted.ifMatch());
            requireNotReleasing(found);
            if (drafts.revise(found, body.body(), body.seen(), now())) {
                return ofAuthor(id, posted.caller());
            }
        }
        throw Refusals.busy();
    }

    Draft cool(UUID id, Cooling cooling, String zone, Posted<?> posted) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Draft found = ofAuthor(id, posted.caller());
            requireFresh(found, posted.ifMatch());
            Instant now = now();
            if (drafts.cool(found, until(cooling, zone, now), zone, now)) {
                return ofAuthor(id, posted.caller());
            }
        }
        throw Refusals.busy();
    }

    /** A member of the own side reads it from now on. */
    Draft letRead(UUID id, UUID member, String name, Posted<?> posted) {
        Draft found = ofAuthor(id, posted.caller());
        if (found.isOf(member)) {
            throw Refusals.ownDraft();
        }
        Map<UUID, Actor> roles = ledgers.roles(
                found.ledger(), found.author().member(), Set.of(found.author().member(), member));
        if (!isOfOneSide(roles.get(found.author().member()), roles.get(member))) {
            throw Refusals.field(
                    "member", "not-of-your-side", "It is nobody of your own side. Hand over a link to anybody else.");
        }
        if (found.reader() != null && found.reader().member().equals(member)) {
            return found;
        }
        return invited(found, new Person(member, name), null, posted);
    }

    private static boolean isOfOneSide(@Nullable Actor one, @Nullable Actor other) {
        return one instanceof Actor.Member author
                && other instanceof Actor.Member reader
                && author.side() == reader.side();
    }

    /** Whoever brings the secret of this invitation reads it from then on; the same again when the request is repeated. */
    Invited inviteReader(UUID id, Posted<?> posted) {
        Draft found = ofAuthor(id, posted.caller());
        ledgers.roles(found.ledger(), found.author().member(), Set.of());
        Invited invited =
                invitations.inviteReader(id, attempts.of(posted, "drafts/" + id).newId());
        Invitation known = found.invitation();
        if (known == null || !known.id().equals(invited.id())) {
            invited(found, null, new Invitation(invited.id(), invited.secretDigest(), invited.expires()), posted);
        }
        return invited;
    }

    private Draft invited(Draft found, @Nullable Person reader, @Nullable Invitation invitation, Posted<?> posted) {
        if (!drafts.invite(found, reader, invitation, now())) {
            Draft now = ofAuthor(found.id(), posted.caller());
            throw Refusals.hasReader(now);
        }
        return ofAuthor(found.id(), posted.caller());
    }

    /** Whoever brings the secret becomes the reader. */
    Draft becomeReader(UUID id, String secretDigest, Caller caller) {
        Draft inviting = drafts.findInviting(id, secretDigest).orElse(null);
        if (inviting == null) {
            // Who is the reader already has brought it before.
            return drafts.find(id, caller.member())
                    .filter(draft -> !draft.isOf(caller.member()) && mayRead(draft, caller))
                    .orElseThrow(Refusals::notFound);
        }
        Instant now = now();
        if (inviting.isOf(caller.member())) {
            throw Refusals.ownDraft();
        }
        if (inviting.invitation() == null || !now.isBefore(inviting.invitation().expires())) {
            throw Refusals.invitationNotOpen("expired");
        }
        if (rolesFor(inviting, Set.of(inviting.author().member())).isEmpty()) {
            throw Refusals.invitationNotOpen("ended");
        }
        if (!drafts.becomeReader(id, secretDigest, person(caller), now)) {
            throw Refusals.notFound();
        }
        return find(id, caller);
    }

    /** Its author takes the reading back, or its reader steps back; an invitation on its way is void. */
    void withdrawReader(UUID id, Caller caller) {
        drafts.withdrawReader(find(id, caller).id(), caller.member(), now());
    }

    void comment(UUID id, String text, Posted<?> posted) {
        Draft found = find(id, posted.caller());
        UUID comment = attempts.of(posted, "drafts/" + id).newId();
        boolean added = drafts.comment(id, new Comment(comment, person(posted.caller()), text, now()), MOST_COMMENTS);
        boolean known = !added
                && drafts.comments(found.id()).stream()
                        .anyMatch(each -> each.id().equals(comment));
        if (!added && !known) {
            throw Refusals.tooMany("too-many-comments", "comments", MOST_COMMENTS);
        }
    }

    /** Deletes it, with everything that was said about it. */
    void discard(UUID id, Caller caller) {
        drafts.delete(ofAuthor(id, caller).id());
    }

    /**
     * Records what it stands for through the ordinary command, then deletes it. The command's idempotency key follows from the draft:
     * whatever happens in between, releasing it again records nothing twice.
     *
     * @throws Exception whatever the command refuses with; the draft is kept
     */
    ResponseEntity<Recorded> release(UUID id, Posted<?> posted) throws Exception {
        UUID release = UUID.randomUUID();
        Draft draft = begin(id, release, posted);
        ResponseEntity<Recorded> answer;
        try {
            Registered operation = commands.at(draft.path()).orElseThrow(Problem::notFound);
            answer = commands.issue(operation, draft.body(), draft.seen(), posted, "draft-" + id);
        } catch (Problem refusal) {
            throw refused(draft, release, refusal);
        } catch (Exception refusal) {
            // The request could not be read: no command was issued.
            drafts.endRelease(id, release);
            throw refusal;
        }
        try {
            drafts.deleteReleased(draft);
        } catch (DataAccessException e) {
            throw Refusals.recordedButThere();
        }
        return answer;
    }

    private Draft begin(UUID id, UUID release, Posted<?> posted) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Draft found = ofAuthor(id, posted.caller());
            if (!found.releasing()) {
                requireFresh(found, posted.ifMatch());
                if (found.coolsAt(now())) {
                    throw Refusals.cooling(found);
                }
            }
            if (drafts.beginRelease(found, release, now())) {
                return found;
            }
        }
        throw Refusals.busy();
    }

    private Problem refused(Draft draft, UUID release, Problem refusal) {
        if (refusal.code().equals("idempotency-key-reused")) {
            drafts.endRelease(draft.id(), release);
            return Refusals.releasedBefore();
        }
        boolean unknown = refusal.status() >= 500
                && (refusal.status() != 503 || refusal.facts().containsKey("recorded"));
        if (!unknown) {
            drafts.endRelease(draft.id(), release);
        }
        return refusal;
    }

    private static @Nullable Instant until(Cooling cooling, String zone, Instant now) {
        Instant until = cooling.until(now, ZoneId.of(zone));
        if (until != null && until.isAfter(now.plus(Cooling.LONGEST))) {
            throw Refusals.field("coolsUntil", "too-late", "It must be at most a year from now.");
        }
        return until;
    }

    private static void requireFresh(Draft draft, @Nullable Long seen) {
        if (seen != null && seen < draft.written()) {
            throw Refusals.stale(draft, seen);
        }
    }

    private static void requireNotReleasing(Draft draft) {
        if (draft.releasing()) {
            throw Refusals.releasing();
        }
    }

    private static Person person(Caller caller) {
        return new Person(caller.member(), caller.name());
    }
}
