package dev.kept.benchmarks;

import dev.kept.events.Actor;
import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.ReasonGiven;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.ConversationEvent.ConversationAcknowledged;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Evidence;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.MembershipEvent.LedgerOpened;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.MembershipEvent.PartyJoined;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in which much has happened: mostly promises through all of their life, and decisions, concerns, conversations, wins and
 * lessons between them. The same seed gives the same ledger, but for its ids.
 */
final class BusyLedger {

    private static final String ZONE = "Europe/Berlin";
    private static final String[] WORDS =
            ("release plan test team review friday interface search result page number draft customer answer week"
                            + " owner change report deploy night shift handover meeting budget contract")
                    .split(" ");

    private final UUID ledger;
    private final UUID a;
    private final UUID b;
    private final Random random;
    private final Duration pace;
    private final List<Entry> entries = new ArrayList<>();
    private Instant now;
    private @Nullable UUID lastDecision;
    private @Nullable UUID lastPromise;

    private BusyLedger(UUID ledger, UUID a, UUID b, long seed, Instant begin, Duration pace) {
        this.ledger = ledger;
        this.a = a;
        this.b = b;
        this.random = new Random(seed);
        this.now = begin.truncatedTo(ChronoUnit.MILLIS);
        this.pace = pace;
    }

    /**
     * The entries of a ledger that has gone on until a moment ago.
     *
     * @param a the person on side A
     * @param count exactly so many; 4 or more
     * @param until the last entry is recorded before that
     */
    static List<Entry> entries(UUID ledger, UUID a, UUID b, long seed, int count, Instant until) {
        // A long ledger is one of years, not one of many entries a minute.
        Duration pace = Duration.ofMinutes(count > 5_000 ? 60 : 240);
        BusyLedger busy = new BusyLedger(ledger, a, b, seed, until.minus(pace.multipliedBy(count + 1L)), pace);
        busy.open();
        while (busy.entries.size() < count) {
            busy.happen();
        }
        return List.copyOf(busy.entries.subList(0, count));
    }

    private void open() {
        UUID invitation = UUID.randomUUID();
        record(Side.A, new LedgerOpened(a, text(4), text(2), text(1)));
        record(Side.A, new PartyInvited(invitation, "digest", now.plus(Duration.ofDays(14)), text(2), text(8)));
        record(Side.B, new PartyJoined(invitation, b, text(2), text(1)));
        UUID charter = UUID.randomUUID();
        UUID proposal = UUID.randomUUID();
        List<Clause> clauses = new ArrayList<>();
        for (Section section : Section.values()) {
            clauses.add(new Clause(UUID.randomUUID(), section, null, text(25)));
        }
        record(Side.A, new CharterProposed(charter, proposal, Side.A, clauses, text(10)));
        record(Side.B, new CharterAgreed(charter, proposal, 1));
    }

    private void happen() {
        Side side = random.nextBoolean() ? Side.A : Side.B;
        int chance = random.nextInt(100);
        if (chance < 74) {
            promise(side);
        } else if (chance < 82) {
            decide(side);
        } else if (chance < 87) {
            concern(side);
        } else if (chance < 92) {
            talk(side);
        } else if (chance < 97) {
            win(side);
        } else {
            record(side, new LessonRecorded(UUID.randomUUID(), side, text(15), text(12), about()));
        }
    }

    private void promise(Side promisor) {
        UUID id = UUID.randomUUID();
        Side promisee = promisor.other();
        boolean staysOpen = random.nextInt(60) == 0;
        Instant due = now.plus(staysOpen ? Duration.ofDays(4_000) : pace.multipliedBy(40));
        Terms terms = new Terms(text(5), text(20), text(6), text(8), Terms.Monitor.BOTH, new Due(due, ZONE), 7, null);
        if (random.nextInt(4) == 0) {
            record(promisee, new CommitmentRequested(id, promisor, terms));
            record(promisor, new RequestAccepted(id));
        } else {
            record(promisor, new CommitmentMade(id, promisor, terms));
        }
        lastPromise = id;
        for (int updates = random.nextInt(3); updates > 0; updates--) {
            record(
                    promisor,
                    new UpdateDelivered(id, 1, text(18), 10 + random.nextInt(80), Confidence.MEDIUM, updates == 2));
        }
        if (random.nextInt(6) == 0) {
            UUID proposal = UUID.randomUUID();
            RevisedTerms later =
                    new RevisedTerms(new Due(due.plus(pace.multipliedBy(20)), ZONE), null, null, null, null);
            record(promisor, new TermsProposed(id, 1, proposal, promisor, later, text(14)));
            record(promisee, new TermsAccepted(id, 1, proposal));
        }
        if (staysOpen) {
            return;
        }
        if (random.nextInt(8) == 0) {
            record(promisor, new DeadlineMissed(id, 1, true, text(9)));
            record(promisor, new ReasonGiven(id, 1, text(16)));
        }
        record(
                promisor,
                new CommitmentDelivered(
                        id, 1, text(12), List.of(new Evidence(text(3), Text.of("https://example.org/" + id)))));
        if (random.nextInt(15) == 0) {
            record(promisee, new DeliveryDisputed(id, 1, text(14)));
            record(promisee, new DisputeWithdrawn(id, 1, text(6)));
        } else {
            record(promisee, new DeliveryConfirmed(id, 1, random.nextBoolean() ? text(7) : null));
        }
    }

    /** Every other decision takes the place of the one before. */
    private void decide(Side by) {
        UUID id = UUID.randomUUID();
        UUID superseded = random.nextBoolean() ? lastDecision : null;
        record(
                by,
                new DecisionProposed(
                        id,
                        by,
                        text(14),
                        text(45),
                        List.of(new Alternative(text(8), text(10))),
                        List.of(new Evidence(text(3), null)),
                        about(),
                        null,
                        superseded));
        record(by.other(), new DecisionAgreed(id));
        if (superseded != null) {
            record(by.other(), new DecisionSuperseded(superseded, id));
        }
        lastDecision = id;
    }

    private void concern(Side by) {
        UUID id = UUID.randomUUID();
        record(
                by,
                new ConcernRaised(id, by, text(5), text(16), text(20), text(20), List.of(), text(10), null, about()));
        record(by.other(), new ConcernAcknowledged(id, text(14)));
        if (random.nextInt(20) > 0) {
            record(by, new ReadinessDeclared(id, by, true, text(5)));
            record(by.other(), new ReadinessDeclared(id, by.other(), true, null));
            record(by.other(), new ConcernSettled(id));
        }
    }

    private void talk(Side by) {
        UUID id = UUID.randomUUID();
        record(
                by,
                new ConversationRecorded(
                        id,
                        by,
                        new Due(now.minus(Duration.ofHours(1)), ZONE),
                        List.of(new Participant(a, null, null), new Participant(b, null, null)),
                        text(40),
                        List.of(text(8), text(9)),
                        List.of(text(8)),
                        text(6),
                        Terms.Monitor.BOTH,
                        text(4),
                        List.of(),
                        List.of(),
                        List.of()));
        record(by.other(), new ConversationAcknowledged(id, by.other(), text(6)));
    }

    private void win(Side by) {
        UUID id = UUID.randomUUID();
        record(by, new WinCelebrated(id, by, text(5), text(15), about()));
        record(by.other(), new WinEndorsed(id, text(5)));
    }

    private List<UUID> about() {
        UUID promise = lastPromise;
        return promise == null ? List.of() : List.of(promise);
    }

    private void record(Side side, LedgerEvent event) {
        now = now.plus(pace);
        entries.add(new Entry(
                ledger, entries.size(), UUID.randomUUID(), now, new Actor.Member(side == Side.A ? a : b, side), event));
    }

    private Text text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return Text.of(text.toString());
    }
}
