package dev.kept.commitments.commitment;

import static dev.kept.commitments.aggregate.LedgerFixture.AMY;
import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEA;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.NAME;
import static dev.kept.commitments.aggregate.LedgerFixture.PARTY_INVITATION;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteMember;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteParty;
import static dev.kept.commitments.aggregate.LedgerFixture.proposeMediator;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.aggregate.LedgerMachine;
import dev.kept.commitments.aggregate.LedgerState;
import dev.kept.commitments.commitment.Commitment.Agreed;
import dev.kept.commitments.commitment.Commitment.Dropped;
import dev.kept.commitments.commitment.Commitment.Requested;
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
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.LedgerCommand;
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
import dev.kept.events.CommitmentEvent.RequestAccepted;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever people ask for, in whatever order: what no sequence of commands may bring about. */
class HistoriesTest {

    private static final UUID MEMBER_INVITATION = new UUID(5, 2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> AHEAD = List.of(HOUR, HOUR.multipliedBy(6), HOUR.multipliedBy(30));

    /** How long after the step before, and dice by which the rest is chosen. */
    record Step(Duration later, int what, int which, int more) {}

    private record Ask(@Nullable UUID person, LedgerCommand<?> command) {}

    @Property(tries = 100)
    void no_history_erases_a_miss_or_breaks_the_order(@ForAll("histories") List<Step> steps) {
        LedgerMachine machine = new LedgerMachine(LEDGER, START);
        machine.issue(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME));
        machine.issue(ANN, inviteParty(PARTY_INVITATION));
        machine.issue(BEN, accept(PARTY_INVITATION));
        long last = 2;
        for (Step step : steps) {
            machine.after(step.later());
            Ask ask = step.what() % 10 == 0 ? anything(step, machine.now()) : plausible(step, machine);
            Optional<Appended> answer = machine.issue(ask.person(), ask.command());
            for (Appended.Position entry : answer.map(Appended::entries).orElse(List.of())) {
                assertThat(entry.sequence()).isEqualTo(++last);
            }
        }
        List<Entry> entries = machine.entries();
        LedgerState state = machine.loaded();
        assertThat(state.sequence()).isEqualTo(last);
        assertThat(entries).hasSize((int) last + 1);
        assertThat(entries).isSortedAccordingTo((a, b) -> a.recorded().compareTo(b.recorded()));
        assertThat(machine.state()).isEqualTo(state);
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
        private final Set<UUID> owed = new HashSet<>();

        Expected(List<Entry> entries) {
            entries.forEach(this::take);
        }

        private void take(Entry entry) {
            Instant at = entry.recorded();
            switch (entry.event()) {
                case CommitmentMade it -> {
                    offered(it.commitment(), it.terms());
                    owed.add(it.commitment());
                }
                case CommitmentRequested it -> offered(it.commitment(), it.terms());
                case RequestCountered it -> offered(it.commitment(), it.terms());
                case RequestAccepted it -> owed.add(it.commitment());
                case TermsProposed it ->
                    proposed.put(it.proposal(), it.terms().due().at());
                case TermsCountered it ->
                    proposed.put(it.counter(), it.terms().due().at());
                case TermsAccepted it -> {
                    Place place = new Place(it.commitment(), it.occurrence());
                    assertNotOverdue(place, at);
                    dues.put(place, requireNonNull(proposed.get(it.proposal())));
                }
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

        private void offered(UUID commitment, Terms terms) {
            dues.keySet().removeIf(place -> place.commitment().equals(commitment));
            IntStream.rangeClosed(1, terms.occurrences())
                    .forEach(number -> dues.put(new Place(commitment, number), terms.dueOf(number)));
        }

        private void ended(UUID commitment, Instant at) {
            if (owed.contains(commitment)) {
                dues.keySet().stream()
                        .filter(place -> place.commitment().equals(commitment))
                        .forEach(place -> assertNotOverdue(place, at));
            }
        }

        /** What was due and not delivered has been recorded as missed before anything else can come of it. */
        private void assertNotOverdue(Place place, Instant at) {
            if (!missed.contains(place) && !delivered.containsKey(place)) {
                assertThat(at).as("not overdue").isBeforeOrEqualTo(dues.get(place));
            }
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
                    case RELEASED, WITHDRAWN -> assertThat(missed).doesNotContain(place);
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Duration> later =
                Arbitraries.of(Duration.ZERO, Duration.ofMillis(1), HOUR, HOUR.multipliedBy(5), HOUR.multipliedBy(20));
        Arbitrary<Integer> dice = Arbitraries.integers().between(0, 999);
        return Combinators.combine(later, dice, dice, dice).as(Step::new).list().ofMaxSize(60);
    }

    /** Something that the state of one of the commitments suggests, or a new commitment. */
    private static Ask plausible(Step step, LedgerMachine machine) {
        Instant due = machine.now().plus(AHEAD.get(step.more() % AHEAD.size()));
        List<UUID> commitments =
                machine.state().commitments().all().keySet().stream().sorted().toList();
        if (commitments.size() < 2 || step.which() % 7 == 0) {
            UUID next = new UUID(10, commitments.size());
            Terms terms = terms(due, step.what() % 3 == 0);
            UUID person = step.what() % 2 == 0 ? ANN : BEN;
            return new Ask(
                    person,
                    step.more() % 4 == 0
                            ? new RequestCommitment(LEDGER, next, terms)
                            : new MakeCommitment(LEDGER, next, terms));
        }
        UUID id = commitments.get(step.which() % commitments.size());
        List<Ask> asks = switch (machine.state().commitments().require(id)) {
            case Requested it -> answersTo(id, it, due);
            case Agreed it -> stepsOf(id, it, step.more(), due);
            case Dropped ignored -> List.of(new Ask(ANN, new DeliverCommitment(LEDGER, id, null, null, List.of())));
        };
        return asks.get(step.what() % asks.size());
    }

    private static List<Ask> answersTo(UUID id, Requested requested, Instant due) {
        UUID turn = personOf(requested.turn());
        return List.of(
                new Ask(turn, new AcceptRequest(LEDGER, id)),
                new Ask(turn, new AcceptRequest(LEDGER, id)),
                new Ask(turn, new CounterRequest(LEDGER, id, terms(due, true), null)),
                new Ask(turn, new DeclineRequest(LEDGER, id, null)),
                new Ask(personOf(requested.offer().promisor().other()), new WithdrawCommitment(LEDGER, id, NAME)));
    }

    private static List<Ask> stepsOf(UUID id, Agreed agreed, int dice, Instant due) {
        UUID promisor = personOf(agreed.promisor());
        UUID promisee = personOf(agreed.promisor().other());
        int number = 1 + dice % agreed.occurrences().size();
        Integer which = agreed.recurring() ? number : null;
        Occurrence occurrence = agreed.occurrence(number);
        List<Ask> asks = new ArrayList<>();
        switch (occurrence) {
            case Occurrence.Open ignored -> {
                asks.add(new Ask(promisor, new DeliverCommitment(LEDGER, id, which, null, List.of())));
                asks.add(new Ask(promisor, new DeliverUpdate(LEDGER, id, which, NAME, null, null, false)));
                asks.add(new Ask(null, new MissDeadline(LEDGER, id, number, null)));
                asks.add(
                        switch (dice % 5) {
                            case 0 -> new Ask(promisor, new MissDeadline(LEDGER, id, which, null));
                            case 1 -> new Ask(promisee, new ReleaseCommitment(LEDGER, id, null));
                            case 2 -> new Ask(promisor, new WithdrawCommitment(LEDGER, id, NAME));
                            default -> new Ask(null, new MissDeadline(LEDGER, id, number, null));
                        });
            }
            case Occurrence.Missed ignored -> {
                asks.add(new Ask(promisor, new DeliverCommitment(LEDGER, id, which, null, List.of())));
                asks.add(new Ask(promisor, new GiveReason(LEDGER, id, which, NAME)));
                asks.add(new Ask(promisee, new ExcuseMiss(LEDGER, id, which, null)));
            }
            case Occurrence.Delivered ignored -> {
                asks.add(new Ask(promisee, new ConfirmDelivery(LEDGER, id, which, null)));
                asks.add(new Ask(promisee, new DisputeDelivery(LEDGER, id, which, NAME)));
                asks.add(new Ask(null, new LetConfirmationLapse(LEDGER, id, number)));
            }
            case Occurrence.Disputed ignored -> {
                asks.add(new Ask(promisor, new DeliverCommitment(LEDGER, id, which, null, List.of())));
                asks.add(new Ask(promisee, new WithdrawDispute(LEDGER, id, which, null)));
            }
            case Settled ignored -> {
                asks.add(new Ask(promisor, new GiveReason(LEDGER, id, which, NAME)));
                asks.add(new Ask(promisor, new DeliverCommitment(LEDGER, id, which, null, List.of())));
            }
        }
        asks.addAll(negotiation(id, which, occurrence.openProposal(), dice, due));
        return asks;
    }

    private static List<Ask> negotiation(
            UUID id, @Nullable Integer which, @Nullable Proposal open, int dice, Instant due) {
        UUID next = new UUID(11, dice);
        if (open == null) {
            UUID person = dice % 2 == 0 ? ANN : BEN;
            Ask ask = new Ask(person, new ProposeTerms(LEDGER, id, which, next, Deeds.revised(due), NAME));
            return List.of(ask, ask);
        }
        UUID other = personOf(open.by().other());
        return List.of(
                new Ask(other, new AcceptTerms(LEDGER, id, open.id())),
                new Ask(other, new AcceptTerms(LEDGER, id, open.id())),
                new Ask(other, new CounterTerms(LEDGER, id, open.id(), next, Deeds.revised(due), NAME)),
                new Ask(other, new DeclineTerms(LEDGER, id, open.id(), null)));
    }

    private static UUID personOf(Side side) {
        return side == Side.A ? ANN : BEN;
    }

    /** Something that hardly fits: mostly refused, and never harmful. */
    private static Ask anything(Step step, Instant now) {
        UUID person = List.of(ANN, BEN, AMY, BEA, MIA, EVE).get(step.which() % 6);
        UUID it = new UUID(10, step.more() % 4);
        Integer occurrence = step.more() % 2 == 0 ? null : 1 + step.more() % 3;
        LedgerCommand<?> command = switch (step.which() % 18) {
            case 0 -> inviteMember(MEMBER_INVITATION);
            case 1 -> accept(MEMBER_INVITATION);
            case 2 -> proposeMediator(MEDIATION);
            case 3 -> accept(MEDIATION);
            case 4 -> new AdmitMediator(LEDGER, MEDIATION);
            case 5 -> new DismissMediator(LEDGER, MEDIATION, null);
            case 6 -> new RemoveMember(LEDGER, AMY, null);
            case 7 -> new MakeCommitment(LEDGER, it, terms(now, true));
            case 8 -> new AcceptRequest(LEDGER, it);
            case 9 -> new ProposeTerms(LEDGER, it, occurrence, MEDIATION, Deeds.revised(now), NAME);
            case 10 -> new AcceptTerms(LEDGER, it, MEDIATION);
            case 11 -> new DeliverCommitment(LEDGER, it, occurrence, null, List.of());
            case 12 -> new ConfirmDelivery(LEDGER, it, occurrence, null);
            case 13 -> new WithdrawDispute(LEDGER, it, occurrence, null);
            case 14 -> new MissDeadline(LEDGER, it, occurrence, null);
            case 15 -> new ExcuseMiss(LEDGER, it, occurrence, null);
            case 16 -> new LetConfirmationLapse(LEDGER, it, 1);
            default -> new ReleaseCommitment(LEDGER, it, null);
        };
        return new Ask(step.more() % 9 == 0 ? null : person, command);
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
                recurring ? new Recurrence("FREQ=DAILY;COUNT=2", List.of(due, due.plus(HOUR.multipliedBy(8)))) : null);
    }
}
