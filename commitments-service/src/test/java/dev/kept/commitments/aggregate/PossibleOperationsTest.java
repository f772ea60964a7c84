package dev.kept.commitments.aggregate;

import static dev.kept.commitments.aggregate.LedgerFixture.AMY;
import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEA;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.NAME;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.charter.CharterCommand.AgreeCharter;
import dev.kept.commitments.charter.CharterCommand.AmendCharter;
import dev.kept.commitments.charter.CharterCommand.DeclineCharter;
import dev.kept.commitments.charter.CharterCommand.ProposeCharter;
import dev.kept.commitments.charter.CharterCommand.WithdrawCharter;
import dev.kept.commitments.charter.ProposedClause;
import dev.kept.commitments.checkin.CheckInCommand.AgreeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.DeclineCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.EndCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.HoldCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.MissCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.PauseCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ProposeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ResumeCheckIns;
import dev.kept.commitments.checkpoint.CheckpointCommand.HoldCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.MissCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.RescheduleCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.closure.ClosureCommand.DeclineClosing;
import dev.kept.commitments.closure.ClosureCommand.DeclineReopening;
import dev.kept.commitments.closure.ClosureCommand.ReopenLedger;
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
import dev.kept.commitments.concern.ConcernCommand.AcceptRemedy;
import dev.kept.commitments.concern.ConcernCommand.AcknowledgeConcern;
import dev.kept.commitments.concern.ConcernCommand.DeclareReadiness;
import dev.kept.commitments.concern.ConcernCommand.DeclineRemedy;
import dev.kept.commitments.concern.ConcernCommand.EscalateConcern;
import dev.kept.commitments.concern.ConcernCommand.NameCause;
import dev.kept.commitments.concern.ConcernCommand.OfferApology;
import dev.kept.commitments.concern.ConcernCommand.ProposeRemedy;
import dev.kept.commitments.concern.ConcernCommand.RaiseConcern;
import dev.kept.commitments.concern.ConcernCommand.ReopenConcern;
import dev.kept.commitments.conversation.Account;
import dev.kept.commitments.conversation.ConversationCommand.AcknowledgeConversation;
import dev.kept.commitments.conversation.ConversationCommand.CorrectConversation;
import dev.kept.commitments.conversation.ConversationCommand.RecordConversation;
import dev.kept.commitments.decision.DecisionCommand.AgreeDecision;
import dev.kept.commitments.decision.DecisionCommand.ObjectToDecision;
import dev.kept.commitments.decision.DecisionCommand.ProposeDecision;
import dev.kept.commitments.decision.DecisionCommand.ReviewDecision;
import dev.kept.commitments.decision.DecisionCommand.SupersedeDecision;
import dev.kept.commitments.decision.DecisionCommand.WithdrawDecision;
import dev.kept.commitments.decision.Substance;
import dev.kept.commitments.erasure.ErasureCommand.AgreeErasure;
import dev.kept.commitments.erasure.ErasureCommand.DeclineErasure;
import dev.kept.commitments.erasure.ErasureCommand.EraseText;
import dev.kept.commitments.feedback.FeedbackCommand.ActOnFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.AskFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.GiveFeedback;
import dev.kept.commitments.interest.InterestCommand.DiscloseInterest;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.commitments.lesson.RecordLesson;
import dev.kept.commitments.mediation.FindingCommand.AcceptFinding;
import dev.kept.commitments.mediation.FindingCommand.DeclineFinding;
import dev.kept.commitments.mediation.FindingCommand.Disputed;
import dev.kept.commitments.mediation.FindingCommand.RecordFinding;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DeclineMediator;
import dev.kept.commitments.mediation.MediationCommand.DismissMediator;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.commitments.mediation.QuestionCommand.AnswerQuestion;
import dev.kept.commitments.mediation.QuestionCommand.AskQuestion;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.commitments.operation.Probed;
import dev.kept.commitments.operation.ProbedKind;
import dev.kept.commitments.seen.RecordSeen;
import dev.kept.commitments.win.WinCommand.CelebrateWin;
import dev.kept.commitments.win.WinCommand.EndorseWin;
import dev.kept.events.Actor;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.ConcernEvent.RemedyProposed;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.SeenEvent.Range;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What somebody is told that they may do, against what becomes of it when they do it: in random histories of every feature. */
class PossibleOperationsTest {

    private static final UUID NOWHERE = new UUID(99, 99);
    private static final List<UUID> PEOPLE = List.of(ANN, AMY, BEN, BEA, MIA, EVE);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO, Duration.ZERO, HOUR, HOUR, HOUR.multipliedBy(5), HOUR.multipliedBy(30), Duration.ofDays(9));
    private static final Set<String> CLOSING =
            Set.of("closeLedger", "declineClosing", "reopenLedger", "declineReopening");

    /** What makes other operations rare: some histories go without. */
    private static final Set<String> ENDINGS = Set.of(
            "closeLedger",
            "confirmDelivery",
            "dismissMediator",
            "releaseCommitment",
            "removeMember",
            "standDown",
            "withdrawCommitment",
            "withdrawDispute");

    private static final int STEPS = 40;
    private static final int UNLISTED_AT_EACH_STEP = 10;

    /** An operation somebody might want to perform, as it would be given in a path and a body. */
    private record Wish(
            String operation,
            @Nullable UUID item,
            @Nullable UUID part,
            @Nullable Integer occurrence) {}

    /** What a wish's command is made of, and nothing of the code under test. */
    private record Given(UUID item, UUID part, @Nullable Integer occurrence, UUID fresh, Instant now, UUID person) {
        Due due() {
            return new Due(now.plus(HOUR.multipliedBy(3)), "Europe/Berlin");
        }

        Due past() {
            return new Due(now.minus(HOUR), "Europe/Berlin");
        }

        int number() {
            return occurrence == null ? 1 : occurrence;
        }

        Terms terms() {
            boolean recurs = fresh.getLeastSignificantBits() % 2 == 0;
            List<Instant> dues = Stream.of(3, 8, 40)
                    .map(hours -> now.plus(HOUR.multipliedBy(hours)))
                    .toList();
            return new Terms(
                    NAME,
                    null,
                    null,
                    NAME,
                    Monitor.A,
                    due(),
                    2,
                    recurs ? new Recurrence("FREQ=DAILY;COUNT=3", dues) : null);
        }

        RevisedTerms revised() {
            return new RevisedTerms(due(), NAME, null, null, null);
        }

        Substance substance() {
            boolean reviewed = fresh.getLeastSignificantBits() % 2 == 0;
            return new Substance(NAME, NAME, List.of(), List.of(), List.of(), reviewed ? due() : null);
        }

        UUID another() {
            return new UUID(fresh.getMostSignificantBits() + 1, fresh.getLeastSignificantBits());
        }
    }

    @FunctionalInterface
    private interface Making {
        LedgerCommand<?> of(Given given);
    }

    /** What stands in an operation's path and body besides what is new. */
    private enum Takes {
        NOTHING,
        ITEM,
        PART,
        OCCURRENCE
    }

    private record Kind(Takes takes, Making making) {}

    private static final Map<String, Kind> OPERATIONS = new HashMap<>();

    private static void operation(String name, Takes takes, Making making) {
        OPERATIONS.put(name, new Kind(takes, making));
    }

    static {
        operation("makeCommitment", Takes.NOTHING, g -> new MakeCommitment(LEDGER, g.fresh(), g.terms()));
        operation("requestCommitment", Takes.NOTHING, g -> new RequestCommitment(LEDGER, g.fresh(), g.terms()));
        operation("acceptRequest", Takes.ITEM, g -> new AcceptRequest(LEDGER, g.item()));
        operation("declineRequest", Takes.ITEM, g -> new DeclineRequest(LEDGER, g.item(), NAME));
        operation("counterRequest", Takes.ITEM, g -> new CounterRequest(LEDGER, g.item(), g.terms(), NAME));
        operation("releaseCommitment", Takes.ITEM, g -> new ReleaseCommitment(LEDGER, g.item(), NAME));
        operation("withdrawCommitment", Takes.ITEM, g -> new WithdrawCommitment(LEDGER, g.item(), NAME));
        operation(
                "deliverUpdate",
                Takes.OCCURRENCE,
                g -> new DeliverUpdate(LEDGER, g.item(), g.occurrence(), NAME, 30, null, true));
        operation(
                "deliverCommitment",
                Takes.OCCURRENCE,
                g -> new DeliverCommitment(LEDGER, g.item(), g.occurrence(), NAME, List.of()));
        operation(
                "confirmDelivery", Takes.OCCURRENCE, g -> new ConfirmDelivery(LEDGER, g.item(), g.occurrence(), NAME));
        operation(
                "disputeDelivery", Takes.OCCURRENCE, g -> new DisputeDelivery(LEDGER, g.item(), g.occurrence(), NAME));
        operation(
                "withdrawDispute", Takes.OCCURRENCE, g -> new WithdrawDispute(LEDGER, g.item(), g.occurrence(), NAME));
        operation(
                "escalateDispute", Takes.OCCURRENCE, g -> new EscalateDispute(LEDGER, g.item(), g.occurrence(), NAME));
        operation("missDeadline", Takes.OCCURRENCE, g -> new MissDeadline(LEDGER, g.item(), g.occurrence(), NAME));
        operation("giveReason", Takes.OCCURRENCE, g -> new GiveReason(LEDGER, g.item(), g.occurrence(), NAME));
        operation("excuseMiss", Takes.OCCURRENCE, g -> new ExcuseMiss(LEDGER, g.item(), g.occurrence(), NAME));
        operation(
                "proposeTerms",
                Takes.OCCURRENCE,
                g -> new ProposeTerms(LEDGER, g.item(), g.occurrence(), g.fresh(), g.revised(), NAME));
        operation("acceptTerms", Takes.PART, g -> new AcceptTerms(LEDGER, g.item(), g.part()));
        operation("declineTerms", Takes.PART, g -> new DeclineTerms(LEDGER, g.item(), g.part(), NAME));
        operation(
                "counterTerms",
                Takes.PART,
                g -> new CounterTerms(LEDGER, g.item(), g.part(), g.fresh(), g.revised(), NAME));

        operation("proposeCharter", Takes.NOTHING, g -> new ProposeCharter(LEDGER, g.fresh(), List.of(clause()), NAME));
        operation("amendCharter", Takes.PART, g -> {
            UUID answers = g.part().equals(NOWHERE) ? null : g.part();
            return new AmendCharter(LEDGER, g.fresh(), answers, List.of(clause()), List.of(), NAME);
        });
        operation("agreeCharter", Takes.PART, g -> new AgreeCharter(LEDGER, g.part()));
        operation("declineCharter", Takes.PART, g -> new DeclineCharter(LEDGER, g.part(), NAME));
        operation("withdrawCharter", Takes.PART, g -> new WithdrawCharter(LEDGER, g.part(), NAME));

        operation(
                "proposeCheckIns",
                Takes.NOTHING,
                g -> new ProposeCheckIns(
                        LEDGER,
                        g.fresh(),
                        NAME,
                        g.due(),
                        "FREQ=DAILY;COUNT=3",
                        List.of(
                                g.due().at(),
                                g.due().at().plus(HOUR.multipliedBy(24)),
                                g.due().at().plus(HOUR.multipliedBy(96))),
                        15));
        operation("agreeCheckIns", Takes.ITEM, g -> new AgreeCheckIns(LEDGER, g.item()));
        operation("declineCheckIns", Takes.ITEM, g -> new DeclineCheckIns(LEDGER, g.item(), NAME));
        operation("pauseCheckIns", Takes.ITEM, g -> new PauseCheckIns(LEDGER, g.item(), NAME));
        operation("resumeCheckIns", Takes.ITEM, g -> new ResumeCheckIns(LEDGER, g.item()));
        operation("endCheckIns", Takes.ITEM, g -> new EndCheckIns(LEDGER, g.item(), NAME));
        operation("holdCheckIn", Takes.OCCURRENCE, g -> new HoldCheckIn(LEDGER, g.item(), g.number(), NAME));
        operation("missCheckIn", Takes.OCCURRENCE, g -> new MissCheckIn(LEDGER, g.item(), g.number(), NAME));

        operation(
                "scheduleCheckpoint",
                Takes.NOTHING,
                g -> new ScheduleCheckpoint(LEDGER, g.fresh(), g.due(), NAME, List.of()));
        operation("rescheduleCheckpoint", Takes.ITEM, g -> new RescheduleCheckpoint(LEDGER, g.item(), g.due(), NAME));
        operation(
                "holdCheckpoint",
                Takes.ITEM,
                g -> new HoldCheckpoint(LEDGER, g.item(), g.past(), List.of(NAME), List.of(), List.of()));

        operation("closeLedger", Takes.NOTHING, g -> new CloseLedger(LEDGER, NAME));
        operation("declineClosing", Takes.NOTHING, g -> new DeclineClosing(LEDGER, NAME));
        operation("reopenLedger", Takes.NOTHING, g -> new ReopenLedger(LEDGER, NAME));
        operation("declineReopening", Takes.NOTHING, g -> new DeclineReopening(LEDGER, NAME));

        operation(
                "raiseConcern",
                Takes.NOTHING,
                g -> new RaiseConcern(LEDGER, g.fresh(), NAME, NAME, NAME, NAME, List.of(), NAME, null, List.of()));
        operation("acknowledgeConcern", Takes.ITEM, g -> new AcknowledgeConcern(LEDGER, g.item(), NAME));
        operation("nameCause", Takes.ITEM, g -> new NameCause(LEDGER, g.item(), g.fresh(), NAME));
        operation(
                "offerApology",
                Takes.ITEM,
                g -> new OfferApology(LEDGER, g.item(), g.fresh(), NAME, NAME, NAME, null, g.another(), g.terms()));
        operation("proposeRemedy", Takes.ITEM, g -> new ProposeRemedy(LEDGER, g.item(), g.fresh(), NAME, null));
        operation("acceptRemedy", Takes.PART, g -> new AcceptRemedy(LEDGER, g.item(), g.part()));
        operation("declineRemedy", Takes.PART, g -> new DeclineRemedy(LEDGER, g.item(), g.part(), NAME));
        operation("declareReadiness", Takes.ITEM, g -> new DeclareReadiness(LEDGER, g.item(), true, NAME));
        operation("reopenConcern", Takes.ITEM, g -> new ReopenConcern(LEDGER, g.item(), NAME));
        operation("escalateConcern", Takes.ITEM, g -> new EscalateConcern(LEDGER, g.item(), NAME));

        operation("recordConversation", Takes.NOTHING, g -> {
            Account account = new Account(
                    g.past(), List.of(g.person()), List.of(), NAME, List.of(NAME), List.of(), null, Monitor.B, null);
            return new RecordConversation(LEDGER, g.fresh(), account, List.of(), List.of(), List.of(), List.of());
        });
        operation("acknowledgeConversation", Takes.ITEM, g -> new AcknowledgeConversation(LEDGER, g.item(), NAME));
        operation("correctConversation", Takes.ITEM, g -> new CorrectConversation(LEDGER, g.item(), g.fresh(), NAME));

        operation(
                "proposeDecision",
                Takes.NOTHING,
                g -> new ProposeDecision(LEDGER, g.fresh(), g.substance(), g.another()));
        operation("agreeDecision", Takes.ITEM, g -> new AgreeDecision(LEDGER, g.item()));
        operation("objectToDecision", Takes.ITEM, g -> new ObjectToDecision(LEDGER, g.item(), g.fresh(), NAME));
        operation("withdrawDecision", Takes.ITEM, g -> new WithdrawDecision(LEDGER, g.item(), NAME));
        operation(
                "reviewDecision",
                Takes.ITEM,
                g -> new ReviewDecision(LEDGER, g.item(), NAME, new Review(g.another(), g.due())));
        operation(
                "supersedeDecision",
                Takes.ITEM,
                g -> new SupersedeDecision(LEDGER, g.item(), g.fresh(), g.substance(), g.another()));

        operation("eraseText", Takes.NOTHING, g -> {
            Actor author = new Actor.Member(g.person(), Side.A);
            SealedEntry own = new SealedEntry(author, null, Set.of("title"));
            Place place = new Place(g.fresh().getLeastSignificantBits() + 10_000, List.of("title"));
            return new EraseText(LEDGER, g.fresh(), place, own, NAME);
        });
        operation("agreeErasure", Takes.ITEM, g -> new AgreeErasure(LEDGER, g.item()));
        operation("declineErasure", Takes.ITEM, g -> new DeclineErasure(LEDGER, g.item(), NAME));

        operation("askFeedback", Takes.NOTHING, g -> new AskFeedback(LEDGER, g.fresh(), NAME, List.of()));
        operation("giveFeedback", Takes.ITEM, g -> new GiveFeedback(LEDGER, g.item(), NAME));
        operation("actOnFeedback", Takes.ITEM, g -> new ActOnFeedback(LEDGER, g.item(), NAME, List.of(g.item())));

        operation("discloseInterest", Takes.NOTHING, g -> new DiscloseInterest(LEDGER, g.fresh(), NAME));
        operation("recordLesson", Takes.NOTHING, g -> new RecordLesson(LEDGER, g.fresh(), NAME, NAME, List.of()));
        operation("recordSeen", Takes.NOTHING, g -> new RecordSeen(LEDGER, List.of(new Range(0, 0))));
        operation("celebrateWin", Takes.NOTHING, g -> new CelebrateWin(LEDGER, g.fresh(), NAME, NAME, List.of()));
        operation("endorseWin", Takes.ITEM, g -> new EndorseWin(LEDGER, g.item(), NAME));

        operation("proposeMediator", Takes.NOTHING, g -> LedgerFixture.proposeMediator(g.fresh()));
        operation("admitMediator", Takes.ITEM, g -> new AdmitMediator(LEDGER, g.item()));
        operation("declineMediator", Takes.ITEM, g -> new DeclineMediator(LEDGER, g.item(), NAME));
        operation("dismissMediator", Takes.ITEM, g -> new DismissMediator(LEDGER, g.item(), NAME));
        operation("standDown", Takes.ITEM, g -> new StandDown(LEDGER, g.item(), NAME));
        operation("askQuestion", Takes.NOTHING, g -> new AskQuestion(LEDGER, g.fresh(), Side.A, NAME, List.of()));
        operation("answerQuestion", Takes.ITEM, g -> new AnswerQuestion(LEDGER, g.item(), NAME));
        operation(
                "recordFinding",
                Takes.NOTHING,
                g -> new RecordFinding(LEDGER, g.fresh(), NAME, null, List.of(), List.of()));
        operation("acceptFinding", Takes.ITEM, g -> new AcceptFinding(LEDGER, g.item()));
        operation("declineFinding", Takes.ITEM, g -> new DeclineFinding(LEDGER, g.item(), NAME));

        operation("inviteParty", Takes.NOTHING, g -> LedgerFixture.inviteParty(g.fresh()));
        operation("inviteMember", Takes.NOTHING, g -> LedgerFixture.inviteMember(g.fresh()));
        operation("withdrawInvitation", Takes.ITEM, g -> new WithdrawInvitation(LEDGER, g.item()));
        operation("removeMember", Takes.ITEM, g -> new RemoveMember(LEDGER, g.item(), NAME));
    }

    private static ProposedClause clause() {
        return new ProposedClause(null, Section.ROLES, Side.B, NAME);
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void an_operation_is_listed_exactly_when_no_rule_stands_against_it(@ForAll long seed) {
        new History(seed, Set.of()).run(STEPS, UNLISTED_AT_EACH_STEP);
    }

    @Test
    void every_operation_of_the_ledgers_people_is_listed_at_some_time() {
        Set<String> done = new TreeSet<>();
        for (int seed = 0; seed < 200 && !done.containsAll(OPERATIONS.keySet()); seed++) {
            History history = new History(seed, done);
            history.run(STEPS * 2, 0);
            done.addAll(history.done);
        }
        assertThat(done).containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
    }

    /** One random history: what is listed is done, what is not is tried. */
    private static final class History {

        private final Random dice;
        private final LedgerMachine machine = new LedgerMachine(LEDGER, START);
        private final Set<String> known;
        private final boolean closes;
        private final boolean lasts;
        private final Set<String> done = new TreeSet<>();
        private final List<UUID> invitations = new ArrayList<>();
        private final List<UUID> items = new ArrayList<>(List.of(ANN, BEN, NOWHERE));
        private final List<UUID> parts = new ArrayList<>(List.of(NOWHERE));
        private int read;
        private int created;

        /** @param known operations that need not be done again when there are others */
        History(long seed, Set<String> known) {
            dice = new Random(seed);
            closes = dice.nextInt(4) == 0;
            lasts = !closes && dice.nextBoolean();
            this.known = Set.copyOf(known);
            machine.issue(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME));
            if (dice.nextInt(6) > 0) {
                UUID invitation = new UUID(40, 1);
                machine.issue(ANN, LedgerFixture.inviteParty(invitation));
                machine.issue(BEN, LedgerFixture.accept(invitation));
            }
            if (dice.nextInt(3) > 0) {
                UUID mediation = new UUID(40, 2);
                machine.issue(ANN, LedgerFixture.proposeMediator(mediation));
                machine.issue(MIA, LedgerFixture.accept(mediation));
                machine.issue(ANN, new AdmitMediator(LEDGER, mediation));
                machine.issue(BEN, new AdmitMediator(LEDGER, mediation));
            }
        }

        void run(int steps, int unlisted) {
            for (int step = 0; step < steps; step++) {
                machine.after(one(PAUSES));
                time();
                take();
                strangers();
                UUID person = one(PEOPLE);
                Set<Wish> listed = listed(person);
                for (int i = 0; i < unlisted; i++) {
                    Wish wish = anything();
                    if (!stands(listed, wish)) {
                        requireRefused(person, wish);
                    }
                }
                if (!listed.isEmpty()) {
                    perform(person, choose(List.copyOf(listed)));
                }
                take();
            }
        }

        /** What is about an item comes more often than what begins one, and what is not known yet before what is. */
        private Wish choose(List<Wish> listed) {
            List<Wish> staying = those(listed, wish -> !empties(wish));
            // Little is possible once a side stands empty.
            List<Wish> all = staying.isEmpty() || dice.nextInt(40) == 0 ? listed : staying;
            List<Wish> closing = those(all, wish -> CLOSING.contains(wish.operation()));
            if (closes && !closing.isEmpty() && dice.nextInt(3) > 0) {
                return one(closing);
            }
            List<Wish> pool = lasts ? those(all, wish -> !ENDINGS.contains(wish.operation())) : all;
            List<Wish> unknown = those(
                    pool,
                    wish -> isUnknown(wish.operation())
                            // There is nothing to resume before somebody pauses, and little time for it.
                            || wish.operation().equals("pauseCheckIns") && isUnknown("resumeCheckIns"));
            List<Wish> some = known.isEmpty() || unknown.isEmpty() || dice.nextInt(4) == 0 ? pool : unknown;
            List<Wish> aboutItems =
                    those(some, wish -> wish.item() != null && !wish.operation().equals("removeMember"));
            return one(!aboutItems.isEmpty() && dice.nextInt(3) > 0 ? aboutItems : some.isEmpty() ? all : some);
        }

        private boolean empties(Wish wish) {
            if (wish.item() == null || !wish.operation().equals("removeMember")) {
                return false;
            }
            Map<UUID, Side> members = machine.state().membership().members();
            Side side = members.get(wish.item());
            return members.values().stream().filter(each -> each == side).count() == 1;
        }

        private boolean isUnknown(String operation) {
            return !known.contains(operation) && !done.contains(operation);
        }

        private static List<Wish> those(List<Wish> all, Predicate<Wish> which) {
            return all.stream().filter(which).toList();
        }

        private Set<Wish> listed(UUID person) {
            LedgerState state = machine.state();
            Optional<Actor> role = state.roleOf(person);
            Set<Wish> listed = new LinkedHashSet<>();
            if (role.isPresent()) {
                for (ProbedKind kind : state.kinds(LEDGER, new Issue(role.get(), machine.now()))) {
                    kind.ofLedger().forEach(probed -> add(listed, null, probed));
                    kind.items().forEach(item -> kind.ofItem(item).forEach(probed -> add(listed, item, probed)));
                }
            }
            return listed;
        }

        private static void add(Set<Wish> listed, @Nullable UUID item, Probed probed) {
            if (probed.refusal() == null) {
                listed.add(new Wish(probed.operation(), item, probed.part(), probed.occurrence()));
            }
        }

        /** The only time of what does not recur may be named as the first one. */
        private static boolean stands(Set<Wish> listed, Wish wish) {
            return listed.contains(wish)
                    || Objects.equals(wish.occurrence(), 1)
                            && listed.contains(new Wish(wish.operation(), wish.item(), wish.part(), null))
                    || wish.operation().equals("amendCharter")
                            && listed.stream()
                                    .anyMatch(each -> each.operation().equals("amendCharter")
                                            && Objects.equals(each.part(), wish.part()));
        }

        /** Something that somebody might try: any operation on any item, with any part of any. */
        private Wish anything() {
            String operation = one(List.copyOf(OPERATIONS.keySet()));
            Takes takes = kind(operation).takes();
            UUID item = takes == Takes.NOTHING ? null : one(items);
            UUID part = takes == Takes.PART ? one(parts) : null;
            Integer occurrence = takes == Takes.OCCURRENCE && dice.nextBoolean() ? (Integer) dice.nextInt(5) : null;
            boolean ofCharter = operation.endsWith("Charter") && takes == Takes.PART;
            UUID charter = machine.state().charters().id();
            if (ofCharter) {
                item = charter == null ? NOWHERE : charter;
            }
            if (operation.equals("amendCharter") && NOWHERE.equals(part)) {
                part = null;
            }
            boolean checkIn = operation.equals("holdCheckIn") || operation.equals("missCheckIn");
            return new Wish(operation, item, part, checkIn && occurrence == null ? (Integer) 1 : occurrence);
        }

        private void requireRefused(UUID person, Wish wish) {
            boolean candidate = machine.state().concerns(person)
                    && machine.state().roleOf(person).isEmpty();
            if (candidate && wish.operation().equals("standDown")) {
                // Whoever waits for the sides' word reads nothing of the ledger yet, and may step back at any time.
                return;
            }
            assertThat(issued(person, wish, false))
                    .as("%s of %s after %s", wish, person, machine.entries())
                    .isFalse();
        }

        private void perform(UUID person, Wish wish) {
            assertThat(issued(person, wish, false) || issued(person, wish, true))
                    .as("%s of %s after %s", wish, person, machine.entries())
                    .isTrue();
            done.add(wish.operation());
        }

        /** @param otherwise with another body, where the operation has two that mean different things */
        private boolean issued(UUID person, Wish wish, boolean otherwise) {
            Given given = new Given(
                    wish.item() == null ? NOWHERE : wish.item(),
                    wish.part() == null ? NOWHERE : wish.part(),
                    wish.occurrence(),
                    new UUID(20, created++),
                    machine.now(),
                    person);
            LedgerCommand<?> command = kind(wish.operation()).making().of(given);
            if (otherwise && command instanceof DeclareReadiness ready) {
                command = new DeclareReadiness(LEDGER, ready.concern(), false, null);
            }
            return machine.issue(person, command).isPresent();
        }

        private static Kind kind(String operation) {
            return Objects.requireNonNull(OPERATIONS.get(operation), operation);
        }

        /** What the system records when time has passed. */
        private void time() {
            UUID item = one(items);
            int number = 1 + dice.nextInt(3);
            for (LedgerCommand<?> command : List.of(
                    new MissDeadline(LEDGER, item, number, null),
                    new LetConfirmationLapse(LEDGER, item, number),
                    new MissCheckIn(LEDGER, item, number, null),
                    new MissCheckpoint(LEDGER, item))) {
                machine.issue(null, command);
            }
        }

        /** Somebody accepts an invitation, proposes an erasure of what another wrote, or finds on a dispute. */
        private void strangers() {
            if (!invitations.isEmpty()) {
                machine.issue(one(PEOPLE), LedgerFixture.accept(one(invitations)));
            }
            SealedEntry ofAnother = new SealedEntry(new Actor.Member(EVE, Side.B), null, Set.of("text"));
            if (dice.nextInt(5) == 0) {
                machine.issue(
                        one(List.of(ANN, BEN)),
                        new EraseText(
                                LEDGER,
                                new UUID(30, created++),
                                new Place(dice.nextInt(3), List.of("text")),
                                ofAnother,
                                null));
            }
            machine.issue(
                    MIA,
                    new RecordFinding(
                            LEDGER,
                            new UUID(31, created++),
                            NAME,
                            new Disputed(one(items), null, dice.nextBoolean()),
                            List.of(),
                            List.of()));
        }

        /** Learns of what the new entries are about. */
        private void take() {
            List<Entry> entries = machine.entries();
            for (Entry entry : entries.subList(read, entries.size())) {
                LedgerEvent event = entry.event();
                if (event.subject() != null && !items.contains(event.subject())) {
                    items.add(event.subject());
                }
                switch (event) {
                    case PartyInvited it -> invitations.add(it.invitation());
                    case MemberInvited it -> invitations.add(it.invitation());
                    case MediatorProposed it -> invitations.add(it.mediation());
                    case TermsProposed it -> parts.add(it.proposal());
                    case TermsCountered it -> parts.add(it.counter());
                    case CharterProposed it -> parts.add(it.proposal());
                    case CharterAmended it -> parts.add(it.proposal());
                    case RemedyProposed it -> parts.add(it.remedy());
                    case ErasureProposed it -> items.add(it.erasure());
                    default -> {}
                }
            }
            read = entries.size();
        }

        private <T> T one(List<T> of) {
            return of.get(dice.nextInt(of.size()));
        }
    }
}
