package dev.kept.projections.kinds.commitments;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.MissExcused;
import dev.kept.events.CommitmentEvent.ReasonGiven;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.RequestDeclined;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Evidence;
import dev.kept.events.FindingEvent.Dispute;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.projections.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plays commitments' lives, one entry after another, and reads them back as the read side does: from statements, texts sealed. */
public final class Life {

    public static final UUID LEDGER = new UUID(1, 1);
    public static final UUID A_MEMBER = new UUID(0xA, 1);
    public static final UUID B_MEMBER = new UUID(0xB, 1);

    private static final CommitmentFold FOLD = new CommitmentFold();

    private final UUID ledger;
    private final UUID a;
    private final UUID b;
    private final int begin;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> disclosed = new ArrayList<>();
    private final Map<UUID, CommitmentView> views = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Side promisor = Side.A;
    private UUID commitment = new UUID(2, 0);
    private int occurrence = 1;
    private int proposals;

    public Life() {
        this(LEDGER, A_MEMBER, B_MEMBER, 0);
    }

    private Life(UUID ledger, UUID a, UUID b, int begin) {
        this.ledger = ledger;
        this.a = a;
        this.b = b;
        this.begin = begin;
    }

    /** Goes on in a ledger that was opened and joined; entries must be recorded after those of the story. */
    public static Life after(Story story) {
        return new Life(story.ledger, story.anna, story.boris, story.entries().size());
    }

    /** From now on, entries are recorded at this instant: an ISO instant, or a date of 2026 as {@code 01-31} for its noon. */
    public Life on(String when) {
        now = instant(when);
        return this;
    }

    public static Instant instant(String when) {
        return Instant.parse(when.length() == 5 ? "2026-" + when + "T12:00:00Z" : when);
    }

    public Life on(Instant when) {
        now = when;
        return this;
    }

    /** From now on, it is about this occurrence of a commitment begun before. */
    public Life about(UUID id, int number) {
        commitment = id;
        promisor = view(id).promisor();
        occurrence = number;
        return this;
    }

    /** From now on, it is about this occurrence. */
    public Life occurrence(int number) {
        occurrence = number;
        return this;
    }

    public Life made(Side by, String due) {
        return made(by, terms(due));
    }

    public Life made(Side by, Terms terms) {
        another(by);
        return record(by, new CommitmentMade(commitment, by, terms));
    }

    /** Asked of the promisor by the other side. */
    public Life requested(Side of, String due) {
        another(of);
        return record(of.other(), new CommitmentRequested(commitment, of, terms(due)));
    }

    public Life requestAccepted(Side by) {
        return record(by, new RequestAccepted(commitment));
    }

    public Life requestDeclined(Side by) {
        return record(by, new RequestDeclined(commitment, Text.of("not now")));
    }

    public Life requestCountered(Side by, String due) {
        return record(by, new RequestCountered(commitment, by, terms(due), Text.of("rather then")));
    }

    public Life updated(int progress) {
        return record(
                promisor,
                new UpdateDelivered(commitment, occurrence, Text.of("going on"), progress, Confidence.MEDIUM, false));
    }

    public Life warned() {
        return record(promisor, new UpdateDelivered(commitment, occurrence, Text.of("may be late"), null, null, true));
    }

    /** The promisor proposes another due. */
    public Life proposed(String due) {
        return proposed(promisor, due);
    }

    public Life proposed(Side by, String due) {
        proposals++;
        return record(by, new TermsProposed(commitment, occurrence, proposal(), by, revised(due), Text.of("because")));
    }

    public Life accepted() {
        return acceptedBy(promisor.other());
    }

    public Life acceptedBy(Side side) {
        return acceptedBy(side, proposal());
    }

    public Life acceptedBy(Side side, UUID proposal) {
        return record(side, new TermsAccepted(commitment, occurrence, proposal));
    }

    public Life declined() {
        return declinedBy(promisor.other(), proposal());
    }

    public Life declinedBy(Side side, UUID proposal) {
        return record(side, new TermsDeclined(commitment, occurrence, proposal, Text.of("it cannot wait")));
    }

    public Life countered(Side by, String due) {
        return countered(by, proposal(), due);
    }

    public Life countered(Side by, UUID answered, String due) {
        proposals++;
        return record(
                by,
                new TermsCountered(
                        commitment, occurrence, answered, proposal(), by, revised(due), Text.of("at the latest")));
    }

    public Life delivered() {
        return record(
                promisor,
                new CommitmentDelivered(
                        commitment,
                        occurrence,
                        Text.of("done"),
                        List.of(new Evidence(Text.of("notes"), Text.of("https://example.org/notes")))));
    }

    public Life confirmed() {
        return record(promisor.other(), new DeliveryConfirmed(commitment, occurrence, Text.of("thank you")));
    }

    public Life disputed() {
        return record(promisor.other(), new DeliveryDisputed(commitment, occurrence, Text.of("half of it is missing")));
    }

    public Life disputeWithdrawn() {
        return record(promisor.other(), new DisputeWithdrawn(commitment, occurrence, Text.of("it was there")));
    }

    /** A side takes the dispute to the mediator. */
    public Life escalated(Side by) {
        return record(by, new DisputeEscalated(commitment, occurrence, by, Text.of("we are stuck")));
    }

    /** The mediator records a finding on the dispute. */
    public Life found(UUID finding, boolean kept) {
        append(
                new Actor.Mediator(new UUID(0xC, 1)),
                new FindingRecorded(
                        finding, Text.of("half is there"), new Dispute(commitment, occurrence, kept), List.of()));
        return this;
    }

    /** The second side accepted a finding. */
    public Life resolved(Side by, UUID finding, boolean kept) {
        return record(by, new DisputeResolved(commitment, occurrence, finding, kept));
    }

    public Life uncontested() {
        return record(null, new DeliveryUncontested(commitment, occurrence));
    }

    /** The system records that the due passed. */
    public Life missed() {
        return record(null, new DeadlineMissed(commitment, occurrence, false, null));
    }

    public Life admitted() {
        return record(promisor, new DeadlineMissed(commitment, occurrence, true, Text.of("we will not make it")));
    }

    public Life reason() {
        return record(promisor, new ReasonGiven(commitment, occurrence, Text.of("the build was down")));
    }

    public Life excused() {
        return record(promisor.other(), new MissExcused(commitment, occurrence, Text.of("so it was")));
    }

    public Life released() {
        return record(promisor.other(), new CommitmentReleased(commitment, null));
    }

    public Life withdrawn() {
        return withdrawnBy(promisor);
    }

    public Life withdrawnBy(Side side) {
        return record(side, new CommitmentWithdrawn(commitment, Text.of("we cannot")));
    }

    public List<UUID> commitments() {
        return List.copyOf(views.keySet());
    }

    public UUID proposal() {
        return new UUID(3, proposals);
    }

    /** With sealed texts, as the read side folds them. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** With their texts, as they are sent. */
    public List<Entry> disclosed() {
        return List.copyOf(disclosed);
    }

    public long head() {
        return begin + entries.size() - 1L;
    }

    /** The commitment last begun, folded over all entries about it. */
    public CommitmentView view() {
        return view(commitment);
    }

    /** The occurrence it was last about. */
    public Occurrence seen() {
        return view().occurrence(occurrence);
    }

    /** All commitments as they stand. */
    public List<Standing> standings() {
        return views.values().stream().map(Standing::of).toList();
    }

    public CommitmentView view(UUID id) {
        return Objects.requireNonNull(views.get(id));
    }

    public static Terms terms(String due) {
        return new Terms(
                Text.of("The release notes"),
                Text.of("for each change"),
                null,
                Text.of("both read them"),
                Terms.Monitor.BOTH,
                new Due(instant(due), "Europe/Berlin"),
                7,
                null);
    }

    public static Terms recurring(String... dues) {
        List<Instant> instants = List.of(dues).stream().map(Life::instant).toList();
        return new Terms(
                Text.of("The weekly status"),
                null,
                null,
                null,
                Terms.Monitor.B,
                new Due(instants.getFirst(), "Europe/Berlin"),
                7,
                new Terms.Recurrence("FREQ=WEEKLY;COUNT=" + dues.length, instants));
    }

    private static RevisedTerms revised(String due) {
        return new RevisedTerms(new Due(instant(due), "Europe/Lisbon"), null, Text.of("but shorter"), null, null);
    }

    private void another(Side promisor) {
        this.promisor = promisor;
        occurrence = 1;
        commitment = new UUID(2, views.size() + 1L);
    }

    private Life record(@Nullable Side by, LedgerEvent event) {
        Actor actor = by == null
                ? Actor.SYSTEM
                : new Actor.Member(
                        switch (by) {
                            case A -> a;
                            case B -> b;
                        },
                        by);
        Entry sealed = append(actor, event);
        views.compute(commitment, (id, before) -> FOLD.evolve(before, sealed));
        return this;
    }

    private Entry append(Actor actor, LedgerEvent event) {
        long sequence = begin + entries.size();
        Entry entry = new Entry(ledger, sequence, UUID.randomUUID(), now, actor, event);
        disclosed.add(entry);
        Entry sealed = Statements.read(Statements.write(entry).bytes());
        entries.add(sealed);
        return sealed;
    }
}
