package dev.kept.commitments.aggregate;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.NAME;
import static dev.kept.commitments.aggregate.LedgerFixture.PARTY_INVITATION;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteMember;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteParty;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.proposeMediator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.charter.CharterCommand.AgreeCharter;
import dev.kept.commitments.charter.CharterCommand.AmendCharter;
import dev.kept.commitments.charter.CharterCommand.ProposeCharter;
import dev.kept.commitments.charter.ProposedClause;
import dev.kept.commitments.checkin.CheckInCommand.AgreeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ProposeCheckIns;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineRequest;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.concern.ConcernCommand.AcknowledgeConcern;
import dev.kept.commitments.concern.ConcernCommand.DeclareReadiness;
import dev.kept.commitments.concern.ConcernCommand.NameCause;
import dev.kept.commitments.concern.ConcernCommand.OfferApology;
import dev.kept.commitments.concern.ConcernCommand.ProposeRemedy;
import dev.kept.commitments.concern.ConcernCommand.RaiseConcern;
import dev.kept.commitments.conversation.Account;
import dev.kept.commitments.conversation.ConversationCommand.RecordConversation;
import dev.kept.commitments.decision.DecisionCommand.AgreeDecision;
import dev.kept.commitments.decision.DecisionCommand.ObjectToDecision;
import dev.kept.commitments.decision.DecisionCommand.ProposeDecision;
import dev.kept.commitments.decision.Substance;
import dev.kept.commitments.erasure.ErasureCommand.EraseText;
import dev.kept.commitments.feedback.FeedbackCommand.AskFeedback;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.commitments.mediation.FindingCommand.AcceptFinding;
import dev.kept.commitments.mediation.FindingCommand.RecordFinding;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DeclineMediator;
import dev.kept.commitments.mediation.QuestionCommand.AskQuestion;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.commitments.seen.RecordSeen;
import dev.kept.commitments.win.WinCommand.CelebrateWin;
import dev.kept.events.Actor;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Due;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.SeenEvent.Range;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerSnapshotsTest {
    private static final Path APPROVED = Path.of("src/test/resources/snapshot-v4.json");
    private static final Instant DUE = START.plus(Duration.ofDays(7));

    @Test
    void a_ledger_reads_back_as_it_was_written() {
        mediated()
                .given(BEN, inviteMember(new UUID(5, 2)))
                .when(ANN, inviteMember(new UUID(5, 3)))
                .leaves(state -> {
                    Ledger read = LedgerSnapshots.read(LedgerSnapshots.write(new Ledger(LEDGER, state)))
                            .orElseThrow();
                    assertThat(read.state()).isEqualTo(state);
                    assertThat(read.id()).isEqualTo(LEDGER);
                });
    }

    /**
     * When this fails, the shape of the state has changed: raise {@link LedgerSnapshots#VERSION}, so that snapshots written before are
     * not misread, and approve what was received.
     */
    @Test
    void a_snapshot_written_earlier_reads_as_the_same_state() throws IOException {
        LedgerState state = manifold().state();
        Path received = Path.of("target/received");
        Files.createDirectories(received);
        Files.write(received.resolve(APPROVED.getFileName()), LedgerSnapshots.write(new Ledger(LEDGER, state)));

        Ledger read = LedgerSnapshots.read(Files.readAllBytes(APPROVED)).orElseThrow();

        assertThat(read.state()).isEqualTo(state);
    }

    @Test
    void a_settled_commitment_takes_little_room() {
        LedgerMachine machine = new LedgerMachine(LEDGER, START);
        machine.issue(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME));
        machine.issue(ANN, inviteParty(PARTY_INVITATION));
        machine.issue(BEN, accept(PARTY_INVITATION));
        int empty = LedgerSnapshots.write(new Ledger(LEDGER, machine.state())).length;
        for (int i = 0; i < 100; i++) {
            UUID commitment = new UUID(10, i);
            machine.issue(ANN, new MakeCommitment(LEDGER, commitment, terms(DUE, null)));
            machine.issue(ANN, new DeliverCommitment(LEDGER, commitment, null, null, List.of()));
            machine.issue(BEN, new ConfirmDelivery(LEDGER, commitment, null, null));
        }

        int bytes = LedgerSnapshots.write(new Ledger(LEDGER, machine.state())).length - empty;

        assertThat(bytes / 100).isLessThan(150);
    }

    /** One commitment in each state, one mediation, one invitation that waits. */
    private static LedgerMachine manifold() {
        LedgerMachine machine = new LedgerMachine(LEDGER, START);
        machine.issue(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME));
        machine.issue(ANN, inviteParty(PARTY_INVITATION));
        machine.issue(BEN, accept(PARTY_INVITATION));
        machine.issue(BEN, inviteMember(new UUID(5, 2)));
        machine.issue(ANN, inviteMember(new UUID(5, 3)));
        machine.issue(ANN, new WithdrawInvitation(LEDGER, new UUID(5, 3)));
        machine.issue(ANN, proposeMediator(MEDIATION));
        machine.issue(MIA, accept(MEDIATION));
        machine.issue(ANN, new AdmitMediator(LEDGER, MEDIATION));
        machine.issue(BEN, new AdmitMediator(LEDGER, MEDIATION));
        machine.issue(ANN, proposeMediator(new UUID(6, 2)));
        machine.issue(BEN, new DeclineMediator(LEDGER, new UUID(6, 2), null));
        machine.issue(BEN, new RequestCommitment(LEDGER, new UUID(10, 1), terms(DUE, null)));
        machine.issue(BEN, new RequestCommitment(LEDGER, new UUID(10, 2), terms(DUE, null)));
        machine.issue(ANN, new DeclineRequest(LEDGER, new UUID(10, 2), null));
        UUID recurring = new UUID(10, 3);
        List<Instant> dues = IntStream.range(0, 6)
                .mapToObj(day -> DUE.plus(Duration.ofDays(day)))
                .toList();
        machine.issue(
                ANN, new MakeCommitment(LEDGER, recurring, terms(DUE, new Recurrence("FREQ=DAILY;COUNT=6", dues))));
        machine.issue(ANN, new DeliverCommitment(LEDGER, recurring, 2, null, List.of()));
        machine.issue(ANN, new DeliverCommitment(LEDGER, recurring, 3, null, List.of()));
        machine.issue(BEN, new DisputeDelivery(LEDGER, recurring, 3, NAME));
        machine.issue(ANN, new DeliverCommitment(LEDGER, recurring, 4, null, List.of()));
        machine.issue(BEN, new ConfirmDelivery(LEDGER, recurring, 4, null));
        machine.issue(
                BEN,
                new ProposeTerms(
                        LEDGER,
                        recurring,
                        5,
                        new UUID(11, 1),
                        new RevisedTerms(new Due(dues.get(5), "Europe/Berlin"), null, null, null, null),
                        NAME));
        machine.after(Duration.between(START, DUE.plusMillis(1)));
        machine.issue(null, new MissDeadline(LEDGER, recurring, 1, null));
        ofTheOtherKinds(machine);
        return machine;
    }

    /** One item of each kind that leaves a trace in the state, with something that waits for an answer where it can. */
    private static void ofTheOtherKinds(LedgerMachine machine) {
        UUID charter = new UUID(30, 1);
        ProposedClause goal = new ProposedClause(null, Section.GOALS, null, NAME);
        machine.issue(ANN, new ProposeCharter(LEDGER, charter, List.of(goal), null));
        machine.issue(BEN, new AgreeCharter(LEDGER, charter));
        machine.issue(BEN, new AmendCharter(LEDGER, new UUID(30, 2), null, List.of(goal), List.of(), null));
        Due ahead = new Due(machine.now().plus(Duration.ofDays(7)), "Europe/Berlin");
        Due before = new Due(machine.now(), "Europe/Berlin");
        Account account =
                new Account(before, List.of(ANN), List.of(), NAME, List.of(NAME), List.of(), null, Monitor.BOTH, null);
        machine.issue(
                ANN,
                new RecordConversation(LEDGER, new UUID(31, 1), account, List.of(), List.of(), List.of(), List.of()));
        UUID concern = new UUID(32, 1);
        machine.issue(BEN, new RaiseConcern(LEDGER, concern, NAME, NAME, NAME, NAME, List.of(), NAME, null, List.of()));
        machine.issue(ANN, new AcknowledgeConcern(LEDGER, concern, NAME));
        machine.issue(ANN, new NameCause(LEDGER, concern, new UUID(32, 2), NAME));
        machine.issue(
                ANN,
                new OfferApology(
                        LEDGER,
                        concern,
                        new UUID(32, 3),
                        NAME,
                        NAME,
                        NAME,
                        null,
                        new UUID(10, 4),
                        terms(ahead.at(), null)));
        machine.issue(ANN, new ProposeRemedy(LEDGER, concern, new UUID(32, 4), NAME, null));
        machine.issue(BEN, new DeclareReadiness(LEDGER, concern, true, null));
        machine.issue(ANN, new ProposeDecision(LEDGER, new UUID(33, 1), substance(ahead), new UUID(34, 1)));
        machine.issue(BEN, new AgreeDecision(LEDGER, new UUID(33, 1)));
        machine.issue(BEN, new ProposeDecision(LEDGER, new UUID(33, 2), substance(null), new UUID(34, 2)));
        machine.issue(ANN, new ObjectToDecision(LEDGER, new UUID(33, 2), new UUID(33, 3), NAME));
        machine.issue(ANN, new ScheduleCheckpoint(LEDGER, new UUID(34, 3), ahead, NAME, List.of(concern)));
        List<Instant> beginnings = List.of(ahead.at(), ahead.at().plus(Duration.ofDays(1)));
        machine.issue(
                ANN, new ProposeCheckIns(LEDGER, new UUID(35, 1), NAME, ahead, "FREQ=DAILY;COUNT=2", beginnings, 15));
        machine.issue(BEN, new AgreeCheckIns(LEDGER, new UUID(35, 1)));
        machine.issue(ANN, new CelebrateWin(LEDGER, new UUID(36, 1), NAME, null, List.of()));
        machine.issue(BEN, new AskFeedback(LEDGER, new UUID(37, 1), NAME, List.of()));
        machine.issue(MIA, new AskQuestion(LEDGER, new UUID(38, 1), null, NAME, List.of()));
        machine.issue(MIA, new RecordFinding(LEDGER, new UUID(39, 1), NAME, null, List.of(concern), List.of()));
        machine.issue(ANN, new AcceptFinding(LEDGER, new UUID(39, 1)));
        machine.issue(
                BEN,
                new EraseText(
                        LEDGER,
                        new UUID(40, 1),
                        new Place(0, List.of("title")),
                        new SealedEntry(new Actor.Member(ANN, Side.A), null, Set.of("title")),
                        null));
        machine.issue(ANN, new CloseLedger(LEDGER, null));
        machine.issue(BEN, new RecordSeen(LEDGER, List.of(new Range(0, 3), new Range(5, 6))));
    }

    private static Substance substance(@Nullable Due review) {
        return new Substance(NAME, NAME, List.of(), List.of(), List.of(), review);
    }

    private static Terms terms(Instant due, @Nullable Recurrence recurrence) {
        return new Terms(NAME, null, null, null, Monitor.BOTH, new Due(due, "Europe/Berlin"), 7, recurrence);
    }

    @Test
    void a_snapshot_of_another_version_is_not_read() {
        String snapshot =
                new String(LedgerSnapshots.write(new Ledger(LEDGER, LedgerState.UNOPENED)), StandardCharsets.UTF_8);
        String older = snapshot.replaceFirst("\\[" + LedgerSnapshots.VERSION, "[0");

        assertThat(older).isNotEqualTo(snapshot);
        assertThat(LedgerSnapshots.read(older.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void bytes_that_are_no_snapshot_are_not_read() {
        for (String bytes : new String[] {"", "{}", "[]", "[1]", "[1,2,3]", "null", "[" + LedgerSnapshots.VERSION}) {
            assertThat(LedgerSnapshots.read(bytes.getBytes(StandardCharsets.UTF_8)))
                    .as(bytes)
                    .isEmpty();
        }
    }
}
