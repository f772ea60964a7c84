package dev.kept.commitments.commitment;

import static dev.kept.commitments.ledger.LedgerFixture.AMY;
import static dev.kept.commitments.ledger.LedgerFixture.ANN;
import static dev.kept.commitments.ledger.LedgerFixture.BEA;
import static dev.kept.commitments.ledger.LedgerFixture.BEN;
import static dev.kept.commitments.ledger.LedgerFixture.EVE;
import static dev.kept.commitments.ledger.LedgerFixture.LEDGER;
import static dev.kept.commitments.ledger.LedgerFixture.MEDIATION;
import static dev.kept.commitments.ledger.LedgerFixture.MIA;
import static dev.kept.commitments.ledger.LedgerFixture.NAME;
import static dev.kept.commitments.ledger.LedgerFixture.PARTY_INVITATION;
import static dev.kept.commitments.ledger.LedgerFixture.START;
import static dev.kept.commitments.ledger.LedgerFixture.accept;
import static dev.kept.commitments.ledger.LedgerFixture.inviteMember;
import static dev.kept.commitments.ledger.LedgerFixture.inviteParty;
import static dev.kept.commitments.ledger.LedgerFixture.proposeMediator;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.commitment.Commitment.Agreed;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptRequest;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.CounterRequest;
import dev.kept.commitments.commitment.CommitmentCommand.CounterTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineRequest;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverUpdate;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.ExcuseMiss;
import dev.kept.commitments.commitment.CommitmentCommand.GiveReason;
import dev.kept.commitments.commitment.CommitmentCommand.LetConfirmationLapse;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ReleaseCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawDispute;
import dev.kept.commitments.commitment.Occurrence.Outcome;
import dev.kept.commitments.commitment.Occurrence.Settled;
import dev.kept.commitments.ledger.Appended;
import dev.kept.commitments.ledger.LedgerCommand;
import dev.kept.commitments.ledger.LedgerMachine;
import dev.kept.commitments.ledger.LedgerState;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DismissMediator;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever people ask for, in whatever order: what no sequence of commands may bring about. */
class HistoriesTest {

    private static final UUID MEMBER_INVITATION = new UUID(5, 2);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Who asks for what, and how long after the step before. */
    record Step(@Nullable UUID person, Duration later, Function<Instant, LedgerCommand> command) {}

    @Property(tries = 100)
    void no_history_erases_a_miss_or_breaks_the_order(@ForAll("histories") List<Step> steps) {
        LedgerMachine machine = new LedgerMachine(LEDGER, START);
        machine.issue(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME));
        machine.issue(ANN, inviteParty(PARTY_INVITATION));
        machine.issue(BEN, accept(PARTY_INVITATION));
        long last = 2;
        for (Step step : steps) {
            machine.after(step.later());
            Optional<Appended> answer =
                    machine.issue(step.person(), step.command().apply(machine.now()));
            for (Appended.Position entry : answer.map(Appended::entries).orElse(List.of())) {
                assertThat(entry.sequence()).isEqualTo(++last);
            }
        }
        List<Entry> entries = machine.entries();
        LedgerState state = machine.state();
        assertThat(state.sequence()).isEqualTo(last);
        assertThat(entries).hasSize((int) last + 1);
        assertThat(entries).isSortedAccordingTo((a, b) -> a.recorded().compareTo(b.recorded()));
        assertThat(LedgerMachine.replayWithoutTexts(entries)).isEqualTo(state);
        assertThat(LedgerMachine.throughSnapshot(LEDGER, state)).isEqualTo(state);
        assertThat(state.membership().hasMembers(Side.A)).isTrue();
        assertThat(state.membership().hasMembers(Side.B)).isTrue();
        new Expected(entries).check(state);
    }

    /** What the entries say, told again without the aggregate's own code. */
    private static final class Expected {
        private record Place(UUID commitment, int occurrence) {}

        private final Map<Place, Instant> dues = new HashMap<>();
        private final Map<UUID, Instant> proposed = new HashMap<>();
        private final Map<Place, Instant> delivered = new HashMap<>();
        private final Map<Place, Instant> dueWhenDelivered = new HashMap<>();
        private final Set<Place> missed = new HashSet<>();
        private final Set<Place> endedOverdue = new HashSet<>();

        Expected(List<Entry> entries) {
            entries.forEach(this::take);
        }

        private void take(Entry entry) {
            Instant at = entry.recorded();
            switch (entry.event()) {
                case CommitmentMade it -> agreed(it.commitment(), it.terms());
                case CommitmentRequested it -> agreed(it.commitment(), it.terms());
                case RequestCountered it -> agreed(it.commitment(), it.terms());
                case TermsProposed it ->
                    proposed.put(it.proposal(), it.terms().due().at());
                case TermsCountered it ->
                    proposed.put(it.counter(), it.terms().due().at());
                case TermsAccepted it ->
                    dues.put(new Place(it.commitment(), it.occurrence()), proposed.get(it.proposal()));
                case CommitmentDelivered it -> {
                    Place place = new Place(it.commitment(), it.occurrence());
                    delivered.put(place, at);
                    dueWhenDelivered.put(place, dues.get(place));
                }
                case DeadlineMissed it -> {
                    Place place = new Place(it.commitment(), it.occurrence());
                    assertThat(missed.add(place)).as("missed once").isTrue();
                    assertThat(delivered).as("not missed once delivered").doesNotContainKey(place);
                    if (!it.admitted()) {
                        assertThat(at).isAfter(dues.get(place));
                        assertThat(entry.actor().wireId()).isEqualTo("system");
                    }
                }
                case CommitmentReleased it -> ended(it.commitment(), at);
                case CommitmentWithdrawn it -> ended(it.commitment(), at);
                default -> {
                    // The rest moves no date and no miss.
                }
            }
        }

        private void agreed(UUID commitment, Terms terms) {
            IntStream.rangeClosed(1, terms.occurrences())
                    .forEach(number -> dues.put(new Place(commitment, number), terms.dueOf(number)));
        }

        private void ended(UUID commitment, Instant at) {
            // A request can be taken back at any time: nothing was owed.
            dues.forEach((place, due) -> {
                if (place.commitment().equals(commitment) && at.isAfter(due)) {
                    endedOverdue.add(place);
                }
            });
        }

        void check(LedgerState state) {
            dues.forEach((place, due) -> {
                if (state.commitments().require(place.commitment()) instanceof Agreed agreed
                        && place.occurrence() <= agreed.occurrences().size()) {
                    checkOccurrence(place, agreed.occurrence(place.occurrence()));
                }
            });
        }

        private boolean deliveredLate(Place place) {
            return requireNonNull(delivered.get(place)).isAfter(dueWhenDelivered.get(place));
        }

        private void checkOccurrence(Place place, Occurrence occurrence) {
            assertThat(occurrence.wasMissed()).isEqualTo(missed.contains(place));
            if (occurrence instanceof Settled(Outcome outcome, boolean ignored)) {
                switch (outcome) {
                    case KEPT -> {
                        assertThat(missed).doesNotContain(place);
                        assertThat(delivered.get(place)).isBeforeOrEqualTo(dueWhenDelivered.get(place));
                    }
                    case KEPT_LATE ->
                        assertThat(missed.contains(place) || deliveredLate(place))
                                .isTrue();
                    case NOT_CONTESTED -> assertThat(delivered).containsKey(place);
                    case EXCUSED -> assertThat(missed).contains(place);
                    case RELEASED, WITHDRAWN -> {
                        assertThat(missed).doesNotContain(place);
                        assertThat(endedOverdue).doesNotContain(place);
                    }
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<@Nullable UUID> people = Arbitraries.frequency(
                Tuple.of(6, ANN),
                Tuple.of(6, BEN),
                Tuple.of(1, AMY),
                Tuple.of(1, BEA),
                Tuple.of(1, MIA),
                Tuple.of(1, EVE));
        Arbitrary<Duration> later = Arbitraries.of(
                Duration.ZERO, Duration.ZERO, Duration.ofMillis(1), HOUR, HOUR.multipliedBy(5), Duration.ofDays(2));
        Arbitrary<Step> human =
                Combinators.combine(people, later, humanCommands()).as(Step::new);
        Arbitrary<Step> system =
                Combinators.combine(later, systemCommands()).as((wait, command) -> new Step(null, wait, command));
        return Arbitraries.frequencyOf(Tuple.of(5, human), Tuple.of(1, system))
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<UUID> commitments() {
        return Arbitraries.of(new UUID(10, 1), new UUID(10, 2));
    }

    private static Arbitrary<UUID> proposals() {
        return Arbitraries.of(new UUID(11, 1), new UUID(11, 2));
    }

    private static Arbitrary<@Nullable Integer> occurrences() {
        return Arbitraries.of(1, 2).injectNull(0.5);
    }

    private static Terms terms(Instant due, boolean recurring) {
        return new Terms(
                NAME,
                null,
                null,
                null,
                Monitor.BOTH,
                new Due(due, "Europe/Berlin"),
                1,
                recurring ? new Recurrence("FREQ=DAILY;COUNT=2", List.of(due, due.plus(Duration.ofDays(1)))) : null);
    }

    private static Arbitrary<Function<Instant, LedgerCommand>> systemCommands() {
        return Combinators.combine(commitments(), Arbitraries.of(1, 2), Arbitraries.of(true, false))
                .as((commitment, occurrence, miss) -> now -> miss
                        ? new MissDeadline(LEDGER, commitment, occurrence, null)
                        : new LetConfirmationLapse(LEDGER, commitment, occurrence));
    }

    private static Arbitrary<Function<Instant, LedgerCommand>> humanCommands() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 29),
                        commitments(),
                        occurrences(),
                        proposals(),
                        Arbitraries.of(HOUR.negated(), HOUR, HOUR.multipliedBy(6), Duration.ofDays(3)))
                .as((kind, commitment, occurrence, proposal, ahead) ->
                        now -> command(kind, commitment, occurrence, proposal, now.plus(ahead)));
    }

    private static LedgerCommand command(int kind, UUID it, @Nullable Integer occurrence, UUID proposal, Instant due) {
        UUID other = new UUID(11, 3 - proposal.getLeastSignificantBits());
        return switch (kind) {
            case 0, 1 -> new MakeCommitment(LEDGER, it, terms(due, occurrence != null));
            case 2 -> new RequestCommitment(LEDGER, it, terms(due, occurrence != null));
            case 3 -> new AcceptRequest(LEDGER, it);
            case 4 -> new DeclineRequest(LEDGER, it, null);
            case 5 -> new CounterRequest(LEDGER, it, terms(due, occurrence != null), null);
            case 6 -> new DeliverUpdate(LEDGER, it, occurrence, NAME, null, null, false);
            case 7, 8 -> new ProposeTerms(LEDGER, it, occurrence, proposal, Deeds.revised(due), NAME);
            case 9, 10 -> new AcceptTerms(LEDGER, it, proposal);
            case 11 -> new DeclineTerms(LEDGER, it, proposal, null);
            case 12 -> new CounterTerms(LEDGER, it, proposal, other, Deeds.revised(due), NAME);
            case 13, 14, 15 -> new DeliverCommitment(LEDGER, it, occurrence, null, List.of());
            case 16 -> new ConfirmDelivery(LEDGER, it, occurrence, null);
            case 17, 18 -> new DisputeDelivery(LEDGER, it, occurrence, NAME);
            case 19 -> new WithdrawDispute(LEDGER, it, occurrence, null);
            case 20 -> new MissDeadline(LEDGER, it, occurrence, null);
            case 21 -> new GiveReason(LEDGER, it, occurrence, NAME);
            case 22 -> new ExcuseMiss(LEDGER, it, occurrence, null);
            case 23 -> new ReleaseCommitment(LEDGER, it, null);
            case 24 -> new WithdrawCommitment(LEDGER, it, NAME);
            case 25 -> occurrence == null ? inviteMember(MEMBER_INVITATION) : accept(MEMBER_INVITATION);
            case 26 -> occurrence == null ? proposeMediator(MEDIATION) : accept(MEDIATION);
            case 27 -> new AdmitMediator(LEDGER, MEDIATION);
            case 28 -> new RemoveMember(LEDGER, occurrence == null ? ANN : BEN, null);
            default -> new DismissMediator(LEDGER, MEDIATION, null);
        };
    }
}
