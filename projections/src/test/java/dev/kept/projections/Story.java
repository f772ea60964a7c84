package dev.kept.projections;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent.Ground;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.Evidence;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Means;
import dev.kept.events.MediationEvent.MediatorAccepted;
import dev.kept.events.MediationEvent.MediatorAdmitted;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MediationEvent.MediatorStoodDown;
import dev.kept.events.MembershipEvent.LedgerOpened;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.MembershipEvent.PartyJoined;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger's entries as they come about, one after the other, an hour apart. */
public final class Story {

    public static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");

    public final UUID ledger = UUID.randomUUID();
    /** What they sign in as. */
    public final String annaSubject;

    public final String borisSubject = "boris-" + ledger;
    public final String miraSubject = "mira-" + ledger;
    public final UUID anna;
    public final UUID boris = ReadSide.member(borisSubject);
    public final UUID mediator = ReadSide.member(miraSubject);
    private final List<Entry> entries = new ArrayList<>();

    private Story(String annaSubject) {
        this.annaSubject = annaSubject;
        this.anna = ReadSide.member(annaSubject);
    }

    /** Opened by Anna, joined by Boris: entries 0 to 2. */
    public static Story opened() {
        return openedBy("anna-" + UUID.randomUUID());
    }

    /** The same, Anna signing in as somebody who may have other ledgers. */
    public static Story openedBy(String subject) {
        return opened(subject, "After the outage", "Platform team", "Anna");
    }

    /** The same under other names. */
    public static Story opened(String subject, String title, String party, String name) {
        Story story = alone(subject, title, party, name);
        UUID invitation = UUID.randomUUID();
        story.a(new PartyInvited(
                invitation,
                "digest",
                BEGIN.plus(Duration.ofDays(14)),
                Text.of("Shop team"),
                Text.of("Please join us")));
        story.b(new PartyJoined(invitation, story.boris, Text.of("Web shop team"), Text.of("Boris")));
        return story;
    }

    /** Opened by Anna, nobody invited yet: entry 0. */
    public static Story alone(String subject, String title, String party, String name) {
        Story story = new Story(subject);
        story.a(new LedgerOpened(story.anna, Text.of(title), Text.of(party), Text.of(name)));
        return story;
    }

    public Entry a(LedgerEvent event) {
        return append(new Actor.Member(anna, Side.A), event);
    }

    public Entry b(LedgerEvent event) {
        return append(new Actor.Member(boris, Side.B), event);
    }

    public Entry append(Actor actor, LedgerEvent event) {
        return append(actor, event, null);
    }

    public Entry append(Actor actor, LedgerEvent event, @Nullable Means means) {
        int sequence = entries.size();
        Entry entry = new Entry(
                ledger, sequence, UUID.randomUUID(), BEGIN.plus(Duration.ofHours(sequence)), actor, event, means);
        entries.add(entry);
        return entry;
    }

    /** Side A promises; due thirty days after the story's begin. */
    public UUID made(String title) {
        return made(title, BEGIN.plus(Duration.ofDays(30)));
    }

    public UUID made(String title, Instant due) {
        UUID commitment = UUID.randomUUID();
        a(new CommitmentMade(commitment, Side.A, terms(title, due)));
        return commitment;
    }

    public static Terms terms(String title, Instant due) {
        return new Terms(
                Text.of(title),
                Text.of("Details of " + title),
                null,
                null,
                Terms.Monitor.BOTH,
                new Due(due, "Europe/Berlin"),
                7,
                null);
    }

    public Entry updated(UUID commitment, String text) {
        return a(new UpdateDelivered(commitment, 1, Text.of(text), 50, null, false));
    }

    public Entry delivered(UUID commitment) {
        return a(new CommitmentDelivered(
                commitment,
                1,
                Text.of("Here it is"),
                List.of(new Evidence(Text.of("The report"), Text.of("https://example.org/report")))));
    }

    public Entry confirmed(UUID commitment) {
        return b(new DeliveryConfirmed(commitment, 1, Text.of("Thank you")));
    }

    /** Proposed, accepted, admitted by both: four entries. */
    public UUID mediated() {
        UUID mediation = UUID.randomUUID();
        a(new MediatorProposed(
                mediation,
                Side.A,
                "digest",
                BEGIN.plus(Duration.ofDays(14)),
                Text.of("Mira"),
                Text.of("We are stuck")));
        append(
                new Actor.Mediator(mediator),
                new MediatorAccepted(mediation, mediator, Text.of("Mira M."), Text.of("None whatsoever")));
        a(new MediatorAdmitted(mediation, Side.A));
        b(new MediatorAdmitted(mediation, Side.B));
        return mediation;
    }

    public Entry stoodDown(UUID mediation) {
        return append(new Actor.Mediator(mediator), new MediatorStoodDown(mediation, null));
    }

    /** Side A takes texts of an entry out of the record, as their author. */
    public Entry erased(Entry entry, String... fields) {
        return a(new TextErased(
                UUID.randomUUID(),
                entry.event().subject(),
                new Place(entry.sequence(), List.of(fields)),
                Ground.AUTHOR,
                null));
    }

    public Entry removed(UUID member, Side side) {
        return side == Side.A ? a(new MemberRemoved(member, side, null)) : b(new MemberRemoved(member, side, null));
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public Entry last() {
        return entries.getLast();
    }

    public long head() {
        return entries.size() - 1L;
    }
}
