package dev.kept.commitments.commitment;

import static dev.kept.commitments.aggregate.LedgerFixture.AMY;
import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEA;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.SECRET;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.commitment.Deeds.WORDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.aggregate.LedgerRules;
import dev.kept.commitments.aggregate.LedgerState;
import dev.kept.commitments.closure.Closure;
import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.closure.ClosureCommand.DeclineClosing;
import dev.kept.commitments.closure.ClosureCommand.DeclineReopening;
import dev.kept.commitments.closure.ClosureCommand.ReopenLedger;
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
import dev.kept.commitments.commitment.CommitmentCommand.EscalateDispute;
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
import dev.kept.commitments.commitment.PlainLedger.Stage;
import dev.kept.commitments.concern.ConcernCommand.AcceptRemedy;
import dev.kept.commitments.concern.ConcernCommand.AcknowledgeConcern;
import dev.kept.commitments.concern.ConcernCommand.DeclareReadiness;
import dev.kept.commitments.concern.ConcernCommand.DeclineRemedy;
import dev.kept.commitments.concern.ConcernCommand.EscalateConcern;
import dev.kept.commitments.concern.ConcernCommand.NameCause;
import dev.kept.commitments.concern.ConcernCommand.ProposeRemedy;
import dev.kept.commitments.concern.ConcernCommand.RaiseConcern;
import dev.kept.commitments.concern.ConcernCommand.ReopenConcern;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.commitments.membership.MembershipCommand.InviteMember;
import dev.kept.commitments.membership.MembershipCommand.InviteParty;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.events.Due;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked for in whatever order: the aggregate accepts, refuses with the same code, and stands afterwards as {@link PlainLedger} does.
 * Mutations of the aggregate that were tried by hand, each of which it finds: something is overdue at its due instant already; a commitment that has
 * ended keeps the terms that were proposed; a late delivery counts as in time; an invitation outlives its inviter's membership; who has seen all but one entry is
 * up to date.
 */
class PlainLedgerTest {

    private static final int SEEDS = Integer.getInteger("kept.model.seeds", 3_000);
    private static final int STEPS = 80;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> LATER = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(1),
            HOUR,
            HOUR.multipliedBy(7),
            HOUR.multipliedBy(30),
            HOUR.negated());
    private static final List<UUID> PEOPLE = List.of(ANN, BEN, ANN, BEN, ANN, BEN, AMY, BEA, EVE);

    /** {@code -Dkept.model.seed} runs one alone. Every type and nearly every code is met, or the comparison would say little. */
    @Test
    void the_aggregate_decides_as_a_plain_ledger_does() {
        Long one = Long.getLong("kept.model.seed");
        if (one != null) {
            compare(one);
            return;
        }
        Set<String> recorded = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            History history = compare(seed);
            recorded.addAll(history.recorded);
            refused.addAll(history.refused);
        }
        assertThat(recorded).containsExactlyInAnyOrderElementsOf(EVERY_TYPE);
        assertThat(refused).containsExactlyInAnyOrderElementsOf(EVERY_CODE);
    }

    private static History compare(long seed) {
        List<Long> steps = new Random(seed).longs(STEPS).boxed().toList();
        History history = new History(false).with(steps);
        if (history.difference != null) {
            List<Long> cut = cut(steps.subList(0, history.taken));
            History shortest = new History(true).with(cut);
            throw new AssertionError("with the seed %d, cut to %d steps:\n%s\n%s"
                    .formatted(seed, cut.size(), String.join("\n", shortest.said), shortest.difference));
        }
        return history;
    }

    private static final List<String> EVERY_TYPE = List.of(
            "LedgerOpened",
            "PartyInvited",
            "PartyJoined",
            "MemberInvited",
            "MemberJoined",
            "MemberRemoved",
            "InvitationWithdrawn",
            "CommitmentMade",
            "CommitmentRequested",
            "RequestAccepted",
            "RequestDeclined",
            "RequestCountered",
            "UpdateDelivered",
            "TermsProposed",
            "TermsAccepted",
            "TermsDeclined",
            "TermsCountered",
            "CommitmentDelivered",
            "DeliveryConfirmed",
            "DeliveryDisputed",
            "DisputeWithdrawn",
            "DeliveryUncontested",
            "DeadlineMissed",
            "ReasonGiven",
            "MissExcused",
            "CommitmentReleased",
            "CommitmentWithdrawn",
            "ConcernRaised",
            "ConcernAcknowledged",
            "CauseNamed",
            "RemedyProposed",
            "RemedyAccepted",
            "RemedyDeclined",
            "ReadinessDeclared",
            "ConcernSettled",
            "ConcernReopened",
            "ClosingProposed",
            "ClosingDeclined",
            "LedgerClosed",
            "ReopeningProposed",
            "ReopeningDeclined",
            "LedgerReopened");

    private static final List<String> EVERY_CODE = List.of(
            "already-acknowledged",
            "already-agreed",
            "already-declared",
            "already-delivered",
            "already-excused",
            "already-exists",
            "already-in-ledger",
            "already-settled",
            "commitment-ended",
            "commitment-not-found",
            "commitments-open",
            "concern-not-found",
            "concern-not-settled",
            "concern-settled",
            "confirmation-window-open",
            "confirmation-window-over",
            "due-in-past",
            "due-passed",
            "invitation-not-found",
            "invitation-not-open",
            "invitation-open",
            "ledger-closed",
            "ledger-not-found",
            "ledger-open",
            "linked-item-not-found",
            "member-not-found",
            "no-mediator",
            "not-accepted-yet",
            "not-awaiting-confirmation",
            "not-declared",
            "not-disputed",
            "not-due",
            "not-missed",
            "not-negotiable",
            "not-open",
            "not-proposed",
            "not-your-side",
            "not-your-turn",
            "nothing-open",
            "occurrence-required",
            "occurrence-unknown",
            "only-other-side",
            "only-promisee",
            "only-promisor",
            "other-party-missing",
            "party-already-joined",
            "party-name-required",
            "proposal-not-open",
            "proposal-open",
            "remedy-answered",
            "remedy-not-found",
            "request-closed",
            "stale");

    /** Leaves out whatever is not needed to see a difference, in pieces that get smaller. */
    private static List<Long> cut(List<Long> steps) {
        List<Long> shortest = steps;
        for (int piece = steps.size() / 2;
                piece > 0;
                piece = piece == 1 && shortest.size() < steps.size() ? 0 : piece / 2) {
            for (int from = 0; from + piece <= shortest.size(); ) {
                List<Long> without = new ArrayList<>(shortest);
                without.subList(from, from + piece).clear();
                if (new History(false).with(without).difference != null) {
                    shortest = without;
                } else {
                    from++;
                }
            }
        }
        return shortest;
    }

    /** One ledger, twice. */
    private static final class History {
        private final boolean speaks;
        private final LedgerRules rules = new LedgerRules();
        private final PlainLedger plain = new PlainLedger();
        private final List<String> said = new ArrayList<>();
        private final TreeSet<String> recorded = new TreeSet<>();
        private final TreeSet<String> refused = new TreeSet<>();
        private Instant now = START;
        private int taken;
        private @Nullable String difference;

        /** @param speaks whether it tells what is asked for */
        History(boolean speaks) {
            this.speaks = speaks;
        }

        History with(List<Long> steps) {
            ask(ANN, new OpenLedger(LEDGER, WORDS, WORDS, WORDS), null);
            for (Long step : steps) {
                if (difference != null) {
                    return this;
                }
                taken++;
                step(new Random(step));
            }
            return this;
        }

        private void step(Random random) {
            now = now.plus(LATER.get(random.nextInt(LATER.size())));
            Long seen = random.nextInt(6) == 0 ? random.nextLong(plain.last + 2) : null;
            // Most often the first of some that fits; else whatever comes.
            int tries = random.nextInt(3) == 0 ? 1 : 5;
            LedgerCommand<? super LedgerState> command;
            UUID person;
            do {
                command = new Choice(random, plain, now).command();
                boolean systems = command instanceof LetConfirmationLapse || command instanceof MissDeadline;
                person = random.nextInt(systems ? 2 : 40) == 0 ? null : PEOPLE.get(random.nextInt(PEOPLE.size()));
                tries--;
            } while (tries > 0 && !plain.allows(person, command, now, seen));
            ask(person, command, seen);
        }

        private void ask(@Nullable UUID person, LedgerCommand<? super LedgerState> command, @Nullable Long seen) {
            String expected;
            try {
                List<String> types = plain.ask(person, command, now, seen);
                recorded.addAll(types);
                expected = "records " + types;
            } catch (PlainLedger.No no) {
                refused.add(no.code());
                expected = "refuses: " + no.code();
            }
            String actual;
            try {
                actual = "records "
                        + rules.issue(person, command, now, seen).stream()
                                .map(event -> event.getClass().getSimpleName())
                                .toList();
            } catch (Rejected rejected) {
                actual = "refuses: " + rejected.code();
            } catch (RuntimeException e) {
                actual = "fails: " + e;
            }
            if (speaks) {
                said.add("%s, %s has seen %s: %s".formatted(now, person, seen, command));
            }
            if (!actual.equals(expected)) {
                difference = "The aggregate %s, the plain ledger %s".formatted(actual, expected);
                return;
            }
            // What was refused has changed neither.
            if (expected.startsWith("records")) {
                compare();
            }
        }

        private void compare() {
            String actual = standing(rules.state());
            String expected = standing(plain);
            if (!actual.equals(expected)) {
                difference = "The aggregate stands so:\n%s\nthe plain ledger so:\n%s".formatted(actual, expected);
            }
        }
    }

    private static String standing(PlainLedger ledger) {
        StringBuilder all = new StringBuilder()
                .append(ledger.last)
                .append(' ')
                .append(ledger.recorded.toEpochMilli())
                .append(ledger.joined ? " joined" : " alone")
                .append(ledger.closed ? " closed " : " open ")
                .append(ledger.closingBy);
        ledger.members.forEach((id, side) -> line(all, id, side));
        ledger.about.forEach((id, sequence) -> line(all, id, sequence));
        ledger.promises.forEach((id, promise) -> line(
                all,
                id,
                switch (promise.stage) {
                    case REQUESTED -> "requested of " + promise.promisor + ", turn " + promise.turn + promise.dates;
                    case DECLINED -> "declined";
                    case TAKEN_BACK -> "taken back";
                    case AGREED ->
                        promise.promisor + " " + promise.repeats + " " + promise.days + " " + promise.over
                                + promise.dates;
                }));
        return all.toString();
    }

    private static String standing(LedgerState state) {
        Closure closure = state.closure();
        StringBuilder all = new StringBuilder()
                .append(state.sequence())
                .append(' ')
                .append(state.recorded().toEpochMilli())
                .append(state.membership().joined() ? " joined" : " alone")
                .append(closure.closed() ? " closed " : " open ")
                .append(closure.proposedBy());
        inOrder(state.membership().members()).forEach((id, side) -> line(all, id, side));
        inOrder(state.items()).forEach((id, sequence) -> line(all, id, sequence));
        inOrder(state.commitments().all())
                .forEach((id, commitment) -> line(
                        all,
                        id,
                        switch (commitment) {
                            case Requested it ->
                                "requested of " + it.offer().promisor() + ", turn " + it.turn() + dates(it.offer());
                            case Dropped it -> it.declined() ? "declined" : "taken back";
                            case Agreed it ->
                                it.promisor() + " " + it.recurring() + " " + it.confirmationDays() + " " + it.ended()
                                        + dates(it);
                        }));
        return all.toString();
    }

    private static <T> Map<UUID, T> inOrder(Map<UUID, T> map) {
        Map<UUID, T> inOrder = new TreeMap<>(Comparator.comparing(UUID::toString));
        inOrder.putAll(map);
        return inOrder;
    }

    private static void line(StringBuilder all, UUID id, Object what) {
        all.append('\n').append(id).append(": ").append(what);
    }

    private static List<String> dates(Agreed agreed) {
        return agreed.occurrences().stream().map(PlainLedgerTest::date).toList();
    }

    private static String date(Occurrence occurrence) {
        Proposal open = occurrence.openProposal();
        String offers =
                open == null ? "" : ", " + open.by() + " offers " + open.due().toEpochMilli() + " by " + open.id();
        return switch (occurrence) {
            case Occurrence.Open it -> "open until " + it.due().toEpochMilli() + offers;
            case Occurrence.Missed it -> "missed, due " + it.due().toEpochMilli() + offers;
            case Occurrence.Delivered it -> delivered(it, it.at(), it.due());
            case Occurrence.Disputed it -> delivered(it, it.at(), it.due());
            case Occurrence.Settled it -> it.word() + missed(it);
        };
    }

    private static String delivered(Occurrence occurrence, Instant at, Instant due) {
        return occurrence.word() + " at " + at.toEpochMilli() + ", due " + due.toEpochMilli() + missed(occurrence);
    }

    private static String missed(Occurrence occurrence) {
        return occurrence.wasMissed() ? ", missed" : "";
    }

    /** A command that may fit or not; ids are few, so that they meet. */
    private record Choice(Random random, PlainLedger ledger, Instant now) {

        LedgerCommand<? super LedgerState> command() {
            int dice = random.nextInt(100);
            if (dice < 8 || !ledger.joined && dice < 75) {
                return membership();
            }
            if (ledger.closed && dice < 50) {
                return closing();
            }
            if (dice < 72) {
                return commitment();
            }
            return dice < 97 ? concern() : closing();
        }

        private UUID one(int kind, int most) {
            return new UUID(kind, random.nextInt(most));
        }

        private boolean one(int of) {
            return random.nextInt(of) == 0;
        }

        private LedgerCommand<? super LedgerState> membership() {
            UUID invitation = one(20, 4);
            Instant expires = now.plus(HOUR.multipliedBy(1 + random.nextInt(200)));
            return switch (random.nextInt(12)) {
                case 0, 1, 8, 9 -> new InviteParty(LEDGER, invitation, SECRET, expires, WORDS, null);
                case 2 -> new InviteMember(LEDGER, invitation, SECRET, expires, null);
                case 3 -> new WithdrawInvitation(LEDGER, invitation);
                case 4, 5, 6, 7, 10 ->
                    new AcceptInvitation(
                            LEDGER, invitation, one(8) ? "wrong" : SECRET, WORDS, one(8) ? null : WORDS, null);
                default ->
                    new RemoveMember(
                            LEDGER, one(6) ? PEOPLE.get(random.nextInt(PEOPLE.size())) : one(2) ? AMY : BEA, null);
            };
        }

        private Instant due() {
            return one(9) ? now.minus(HOUR) : now.plus(HOUR.multipliedBy(1 + random.nextInt(60)));
        }

        private Terms terms() {
            Instant due = due();
            Recurrence twice =
                    one(3) ? new Recurrence("FREQ=DAILY;COUNT=2", List.of(due, due.plus(HOUR.multipliedBy(8)))) : null;
            return new Terms(WORDS, null, null, null, Monitor.BOTH, new Due(due, "UTC"), 1 + random.nextInt(2), twice);
        }

        private LedgerCommand<? super LedgerState> commitment() {
            UUID id = one(10, 4);
            if (!ledger.promises.containsKey(id) && !one(5) || one(30)) {
                return one(3) ? new RequestCommitment(LEDGER, id, terms()) : new MakeCommitment(LEDGER, id, terms());
            }
            PlainLedger.Promise promise = ledger.promises.get(id);
            if (promise != null && promise.stage == Stage.REQUESTED && !one(4)) {
                return request(id);
            }
            boolean repeats = promise != null && promise.repeats;
            Integer number = repeats != one(10) ? (Integer) (1 + random.nextInt(one(6) ? 3 : 2)) : null;
            return ofAgreed(id, number, proposal(promise));
        }

        private LedgerCommand<? super LedgerState> request(UUID id) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new AcceptRequest(LEDGER, id);
                case 2 -> new CounterRequest(LEDGER, id, terms(), null);
                case 3 -> new DeclineRequest(LEDGER, id, null);
                default -> new WithdrawCommitment(LEDGER, id, WORDS);
            };
        }

        /** One that waits, most often. */
        private UUID proposal(PlainLedger.@Nullable Promise promise) {
            if (promise != null && !one(4)) {
                for (PlainLedger.Date date : promise.dates) {
                    if (date.offer != null) {
                        return date.offer;
                    }
                }
            }
            return one(11, 5);
        }

        private LedgerCommand<? super LedgerState> ofAgreed(UUID id, @Nullable Integer number, UUID proposal) {
            return switch (random.nextInt(24)) {
                case 0, 1, 2, 3 -> new DeliverCommitment(LEDGER, id, number, null, List.of());
                case 4 -> new DeliverUpdate(LEDGER, id, number, WORDS, null, null, false);
                case 5, 6 -> new ConfirmDelivery(LEDGER, id, number, null);
                case 7, 8 -> new DisputeDelivery(LEDGER, id, number, WORDS);
                case 9 -> new WithdrawDispute(LEDGER, id, number, null);
                case 10 -> new EscalateDispute(LEDGER, id, number, null);
                case 11, 12, 13 -> new MissDeadline(LEDGER, id, number, null);
                case 14 -> new GiveReason(LEDGER, id, number, WORDS);
                case 15 -> new ExcuseMiss(LEDGER, id, number, null);
                case 16 -> new ReleaseCommitment(LEDGER, id, null);
                case 17 -> new WithdrawCommitment(LEDGER, id, WORDS);
                case 18 -> new LetConfirmationLapse(LEDGER, id, number == null ? 1 : number);
                case 19, 20 ->
                    new ProposeTerms(LEDGER, id, number, one(3) ? proposal : one(11, 5), Deeds.revised(due()), WORDS);
                case 21 -> new AcceptTerms(LEDGER, id, proposal);
                case 22 ->
                    one(2)
                            ? new DeclineTerms(LEDGER, id, proposal, null)
                            : new CounterTerms(LEDGER, id, proposal, one(11, 5), Deeds.revised(due()), WORDS);
                default -> one(2) ? new AcceptRequest(LEDGER, id) : new DeclineRequest(LEDGER, id, null);
            };
        }

        private LedgerCommand<? super LedgerState> concern() {
            UUID id = one(12, 3);
            UUID remedy = one(13, 3);
            if (!ledger.grievances.containsKey(id) && !one(5) || one(20)) {
                return new RaiseConcern(
                        LEDGER,
                        id,
                        WORDS,
                        WORDS,
                        WORDS,
                        WORDS,
                        List.of(),
                        WORDS,
                        one(3) ? one(12, 3) : null,
                        one(3) ? List.of(one(10, 4), one(12, 3)) : List.of());
            }
            return switch (random.nextInt(12)) {
                case 0, 1 -> new AcknowledgeConcern(LEDGER, id, WORDS);
                case 2 -> new NameCause(LEDGER, id, remedy, WORDS);
                case 3, 4 -> new ProposeRemedy(LEDGER, id, remedy, WORDS, one(3) ? one(10, 4) : null);
                case 5 -> new AcceptRemedy(LEDGER, id, remedy);
                case 6 -> new DeclineRemedy(LEDGER, id, remedy, null);
                case 7, 8, 9 -> new DeclareReadiness(LEDGER, id, !one(4), null);
                case 10 -> new ReopenConcern(LEDGER, id, WORDS);
                default -> new EscalateConcern(LEDGER, id, null);
            };
        }

        private LedgerCommand<? super LedgerState> closing() {
            boolean closed = ledger.closed != one(8);
            return closed
                    ? one(4) ? new DeclineReopening(LEDGER, null) : new ReopenLedger(LEDGER, null)
                    : one(4) ? new DeclineClosing(LEDGER, null) : new CloseLedger(LEDGER, null);
        }
    }
}
