package dev.kept.commitments.conversation;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.aggregate.LedgerState;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointSlice;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentSlice;
import dev.kept.commitments.conversation.ConversationCommand.AcknowledgeConversation;
import dev.kept.commitments.conversation.ConversationCommand.CorrectConversation;
import dev.kept.commitments.conversation.ConversationCommand.RecordConversation;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Part;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.ConversationEvent.ConversationAcknowledged;
import dev.kept.events.ConversationEvent.ConversationCorrected;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ann's side, A, gives account; Ben's side, B, answers. */
class ConversationTest {

    private static final UUID CONVERSATION = new UUID(40, 1);
    private static final UUID CORRECTION = new UUID(41, 1);
    private static final UUID COMMITMENT = new UUID(42, 1);
    private static final UUID REQUEST = new UUID(42, 2);
    private static final UUID CHECKPOINT = new UUID(43, 1);
    private static final Text WORDS = Text.of("words");
    private static final Due OCCURRED = new Due(START, "Europe/Berlin");
    private static final Due AHEAD = new Due(START.plus(Duration.ofDays(7)), "Europe/Berlin");
    private static final Due PAST = new Due(START.minusSeconds(1), "Europe/Berlin");
    private static final Participant GUEST = new Participant(null, WORDS, Side.B);

    private static final RecordConversation RECORD = record(OCCURRED, List.of(), List.of(), List.of());
    private static final AcknowledgeConversation ACKNOWLEDGE = new AcknowledgeConversation(LEDGER, CONVERSATION, WORDS);
    private static final CorrectConversation CORRECT = new CorrectConversation(LEDGER, CONVERSATION, CORRECTION, WORDS);

    private static RecordConversation record(
            Due occurred,
            List<UUID> members,
            List<Part<CommitmentSlice>> commitments,
            List<Part<CheckpointSlice>> checkpoints) {
        Account account = new Account(
                occurred, members, List.of(GUEST), WORDS, List.of(WORDS), List.of(WORDS), null, Monitor.BOTH, WORDS);
        return new RecordConversation(LEDGER, CONVERSATION, account, List.of(), commitments, List.of(), checkpoints);
    }

    private static ConversationRecorded recorded(
            Side by, List<Participant> participants, List<UUID> commitments, List<UUID> checkpoints) {
        return new ConversationRecorded(
                CONVERSATION,
                by,
                OCCURRED,
                participants,
                WORDS,
                List.of(WORDS),
                List.of(WORDS),
                null,
                Monitor.BOTH,
                WORDS,
                commitments,
                List.of(),
                checkpoints);
    }

    private static Part<CommitmentSlice> make(Due due) {
        return new Part<>("commitments/0", new MakeCommitment(LEDGER, COMMITMENT, terms(due)));
    }

    private static Part<CommitmentSlice> request() {
        return new Part<>("requests/0", new RequestCommitment(LEDGER, REQUEST, terms(AHEAD)));
    }

    private static Part<CheckpointSlice> schedule(List<UUID> about) {
        return new Part<>("checkpoints/0", new ScheduleCheckpoint(LEDGER, CHECKPOINT, AHEAD, WORDS, about));
    }

    private static Terms terms(Due due) {
        return new Terms(WORDS, null, null, null, Monitor.BOTH, due, 7, null);
    }

    @Nested
    class to_be_recorded {
        @Test
        void is_told_by_either_side() {
            joined().when(BEN, RECORD).records(recorded(Side.B, List.of(GUEST), List.of(), List.of()));
            opened().when(ANN, RECORD).records(recorded(Side.A, List.of(GUEST), List.of(), List.of()));
        }

        @Test
        void names_its_people_for_the_side_they_act_for() {
            mediated()
                    .when(BEN, record(OCCURRED, List.of(ANN, BEN, MIA), List.of(), List.of()))
                    .records(recorded(
                            Side.B,
                            List.of(
                                    new Participant(ANN, null, Side.A),
                                    new Participant(BEN, null, Side.B),
                                    new Participant(MIA, null, null),
                                    GUEST),
                            List.of(),
                            List.of()));
            joined().when(BEN, record(OCCURRED, List.of(EVE), List.of(), List.of()))
                    .refused("participant-unknown");
        }

        @Test
        void did_not_take_place_in_the_future() {
            joined().when(ANN, record(AHEAD, List.of(), List.of(), List.of())).refused("occurred-in-future");
        }

        @Test
        void is_recorded_once() {
            joined().given(ANN, RECORD).when(ANN, RECORD).refused("already-exists");
        }

        @Test
        void is_no_business_of_mediators_and_outsiders() {
            for (ConversationCommand command : List.of(RECORD, ACKNOWLEDGE, CORRECT)) {
                mediated().when(MIA, command).refused("not-a-party");
                joined().when(EVE, command).unknown("ledger-not-found");
            }
        }
    }

    @Nested
    class with_what_came_of_it {
        @Test
        void is_recorded_in_one_command() {
            joined().when(
                            ANN,
                            record(OCCURRED, List.of(), List.of(make(AHEAD), request()), List.of(schedule(List.of()))))
                    .records(
                            recorded(Side.A, List.of(GUEST), List.of(COMMITMENT, REQUEST), List.of(CHECKPOINT)),
                            new CommitmentMade(COMMITMENT, Side.A, terms(AHEAD)),
                            new CommitmentRequested(REQUEST, Side.B, terms(AHEAD)),
                            new CheckpointScheduled(CHECKPOINT, Side.A, AHEAD, WORDS, List.of()));
        }

        @Test
        void is_not_recorded_at_all_when_a_rule_forbids_one_of_them() {
            joined().when(ANN, record(OCCURRED, List.of(), List.of(make(AHEAD), make(AHEAD)), List.of()))
                    .refused("already-exists");
            joined().when(ANN, record(OCCURRED, List.of(), List.of(make(PAST)), List.of()))
                    .refused("due-in-past");
            opened().when(ANN, record(OCCURRED, List.of(), List.of(make(AHEAD), request()), List.of()))
                    .refused("other-party-missing");
        }

        @Test
        void says_which_one_a_rule_forbids() {
            Issue issue = new Issue(new Actor.Member(ANN, Side.A), START);

            assertThatThrownBy(() -> record(OCCURRED, List.of(), List.of(make(PAST)), List.of())
                            .decide(LedgerState.UNOPENED, issue))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.facts())
                                    .containsEntry("part", "commitments/0")
                                    .containsKey("due"));
        }

        @Test
        void is_decided_one_after_the_other() {
            joined().when(
                            ANN,
                            record(
                                    OCCURRED,
                                    List.of(),
                                    List.of(make(AHEAD)),
                                    List.of(schedule(List.of(CONVERSATION, COMMITMENT)))))
                    .records(
                            recorded(Side.A, List.of(GUEST), List.of(COMMITMENT), List.of(CHECKPOINT)),
                            new CommitmentMade(COMMITMENT, Side.A, terms(AHEAD)),
                            new CheckpointScheduled(
                                    CHECKPOINT, Side.A, AHEAD, WORDS, List.of(CONVERSATION, COMMITMENT)));
        }
    }

    @Nested
    class recorded {
        private LedgerFixture reported() {
            return joined().given(ANN, RECORD);
        }

        @Test
        void is_acknowledged_by_the_other_side_once() {
            reported().when(BEN, ACKNOWLEDGE).records(new ConversationAcknowledged(CONVERSATION, Side.B, WORDS));
            reported().given(BEN, ACKNOWLEDGE).when(BEN, ACKNOWLEDGE).refused("already-acknowledged");
        }

        @Test
        void is_corrected_by_the_other_side_as_often_as_it_takes() {
            reported()
                    .given(BEN, CORRECT)
                    .when(BEN, CORRECT)
                    .records(new ConversationCorrected(CONVERSATION, CORRECTION, Side.B, WORDS));
        }

        @Test
        void is_acknowledged_after_a_correction_and_corrected_after_that() {
            reported()
                    .given(BEN, CORRECT)
                    .when(BEN, ACKNOWLEDGE)
                    .records(new ConversationAcknowledged(CONVERSATION, Side.B, WORDS));
            reported()
                    .given(BEN, ACKNOWLEDGE)
                    .when(BEN, CORRECT)
                    .records(new ConversationCorrected(CONVERSATION, CORRECTION, Side.B, WORDS));
        }

        @Test
        void is_neither_for_the_side_that_told_it() {
            reported().when(ANN, ACKNOWLEDGE).refused("own-account");
            reported().when(ANN, CORRECT).refused("own-account");
        }
    }

    @Test
    void a_conversation_that_is_not_there_is_not_found() {
        joined().when(BEN, ACKNOWLEDGE).unknown("conversation-not-found");
        joined().when(BEN, CORRECT).unknown("conversation-not-found");
    }
}
