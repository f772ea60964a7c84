package dev.kept.commitments.checkpoint;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.checkpoint.CheckpointCommand.HoldCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.MissCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.RescheduleCheckpoint;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentSlice;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.Part;
import dev.kept.events.Actor;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final UUID CHECKPOINT = new UUID(30, 1);
    private static final UUID OTHER = new UUID(30, 2);
    private static final UUID COMMITMENT = new UUID(31, 1);
    private static final UUID REQUEST = new UUID(31, 2);
    private static final Text WORDS = Text.of("words");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Due DUE = new Due(START.plus(DAY.multipliedBy(7)), "Europe/Berlin");
    private static final Due LATER = new Due(START.plus(DAY.multipliedBy(14)), "Europe/Berlin");
    private static final Instant GRACE_END = Grace.end(DUE.at());
    private static final Terms TERMS = new Terms(WORDS, null, null, null, Monitor.BOTH, LATER, 7, null);

    private static final ScheduleCheckpoint SCHEDULE = schedule(CHECKPOINT, List.of());
    private static final RescheduleCheckpoint RESCHEDULE = new RescheduleCheckpoint(LEDGER, CHECKPOINT, LATER, WORDS);
    private static final MissCheckpoint MISS = new MissCheckpoint(LEDGER, CHECKPOINT);
    private static final HoldCheckpoint HOLD = hold(DUE, List.of());

    private static ScheduleCheckpoint schedule(UUID checkpoint, List<UUID> about) {
        return new ScheduleCheckpoint(LEDGER, checkpoint, DUE, WORDS, about);
    }

    private static HoldCheckpoint hold(Due occurred, List<Part<CommitmentSlice>> commitments) {
        return new HoldCheckpoint(LEDGER, CHECKPOINT, occurred, List.of(WORDS), commitments, List.of());
    }

    private static CheckpointHeld held(Side by, List<UUID> commitments) {
        return new CheckpointHeld(CHECKPOINT, by, DUE, List.of(WORDS), List.of(), commitments);
    }

    private static LedgerFixture scheduled() {
        return joined().given(ANN, SCHEDULE);
    }

    @Nested
    class to_be_scheduled {
        @Test
        void is_set_by_either_side_about_items_of_the_ledger() {
            scheduled()
                    .when(BEN, schedule(OTHER, List.of(CHECKPOINT)))
                    .records(new CheckpointScheduled(OTHER, Side.B, DUE, WORDS, List.of(CHECKPOINT)));
        }

        @Test
        void can_be_set_before_the_other_party_joined() {
            opened().when(ANN, SCHEDULE).records(new CheckpointScheduled(CHECKPOINT, Side.A, DUE, WORDS, List.of()));
        }

        @Test
        void is_about_what_the_ledger_knows() {
            joined().when(ANN, schedule(CHECKPOINT, List.of(OTHER))).refused("linked-item-not-found");
        }

        @Test
        void lies_ahead() {
            joined().at(DUE.at()).when(ANN, SCHEDULE).refused("due-in-past");
        }

        @Test
        void is_set_once() {
            scheduled().when(ANN, SCHEDULE).refused("already-exists");
        }

        @Test
        void is_no_business_of_mediators_and_outsiders() {
            for (CheckpointCommand command : List.of(SCHEDULE, RESCHEDULE, HOLD)) {
                mediated().when(MIA, command).refused("not-a-party");
                joined().when(EVE, command).unknown("ledger-not-found");
            }
        }
    }

    @Nested
    class scheduled {
        @Test
        void is_moved_by_either_side() {
            CheckpointTest.scheduled()
                    .when(BEN, RESCHEDULE)
                    .records(new CheckpointRescheduled(CHECKPOINT, Side.B, LATER, WORDS));
        }

        @Test
        void is_moved_ahead() {
            CheckpointTest.scheduled().at(LATER.at()).when(BEN, RESCHEDULE).refused("due-in-past");
        }

        @Test
        void is_held_by_either_side() {
            CheckpointTest.scheduled().at(GRACE_END).when(BEN, HOLD).records(held(Side.B, List.of()));
        }

        @Test
        void is_held_before_its_date_as_well() {
            Due early = new Due(START, "UTC");

            CheckpointTest.scheduled()
                    .when(ANN, hold(early, List.of()))
                    .records(new CheckpointHeld(CHECKPOINT, Side.A, early, List.of(WORDS), List.of(), List.of()));
        }

        @Test
        void did_not_take_place_in_the_future() {
            CheckpointTest.scheduled()
                    .at(DUE.at().minusMillis(1))
                    .when(ANN, HOLD)
                    .refused("occurred-in-future");
        }

        @Test
        void is_held_once() {
            LedgerFixture fixture = CheckpointTest.scheduled().at(DUE.at()).given(ANN, HOLD);

            fixture.when(BEN, HOLD).refused("checkpoint-held");
            fixture.when(BEN, RESCHEDULE).refused("checkpoint-held");
            fixture.at(GRACE_END.plusMillis(1)).when(null, MISS).refused("checkpoint-held");
        }
    }

    @Nested
    class held {
        private final Part<CommitmentSlice> made =
                new Part<>("commitments/0", new MakeCommitment(LEDGER, COMMITMENT, TERMS));
        private final Part<CommitmentSlice> requested =
                new Part<>("requests/0", new RequestCommitment(LEDGER, REQUEST, TERMS));

        @Test
        void records_the_commitments_that_came_of_it_in_the_same_command() {
            CheckpointTest.scheduled()
                    .at(DUE.at())
                    .when(BEN, hold(DUE, List.of(made, requested)))
                    .records(
                            CheckpointTest.held(Side.B, List.of(COMMITMENT, REQUEST)),
                            new CommitmentMade(COMMITMENT, Side.B, TERMS),
                            new CommitmentRequested(REQUEST, Side.A, TERMS));
        }

        @Test
        void is_not_recorded_when_one_of_them_is_refused() {
            Instant late = LATER.at();

            CheckpointTest.scheduled()
                    .at(late)
                    .when(BEN, hold(DUE, List.of(made)))
                    .refused("due-in-past");
            CheckpointTest.scheduled()
                    .at(DUE.at())
                    .when(BEN, hold(DUE, List.of(made, made)))
                    .refused("already-exists");
        }
    }

    @Nested
    class missed {
        private LedgerFixture missed() {
            return CheckpointTest.scheduled().at(GRACE_END.plusMillis(1)).given(null, MISS);
        }

        @Test
        void is_recorded_by_the_system_once_the_grace_is_over() {
            CheckpointTest.scheduled()
                    .at(GRACE_END.plusMillis(1))
                    .when(null, MISS)
                    .records(new CheckpointMissed(CHECKPOINT))
                    .marksEach(EntryMetaData.ACTOR, Actor.SYSTEM);
            CheckpointTest.scheduled().at(GRACE_END).when(null, MISS).refused("grace-not-over");
        }

        @Test
        void is_nobody_elses_to_record() {
            CheckpointTest.scheduled()
                    .at(GRACE_END.plusMillis(1))
                    .when(ANN, MISS)
                    .unknown("ledger-not-found");
        }

        @Test
        void is_missed_once() {
            missed().when(null, MISS).refused("already-missed");
        }

        @Test
        void can_still_be_held() {
            missed().when(ANN, HOLD).records(CheckpointTest.held(Side.A, List.of()));
        }

        @Test
        void gets_another_date_which_can_be_missed_again() {
            missed().when(ANN, RESCHEDULE).records(new CheckpointRescheduled(CHECKPOINT, Side.A, LATER, WORDS));
            missed().given(ANN, RESCHEDULE)
                    .at(Grace.end(LATER.at()).plusMillis(1))
                    .when(null, MISS)
                    .records(new CheckpointMissed(CHECKPOINT));
        }

        @Test
        void stays_so_when_somebody_is_faster_than_the_system() {
            CheckpointTest.scheduled()
                    .at(GRACE_END.plusMillis(1))
                    .when(ANN, RESCHEDULE)
                    .records(
                            new CheckpointMissed(CHECKPOINT),
                            new CheckpointRescheduled(CHECKPOINT, Side.A, LATER, WORDS));
            CheckpointTest.scheduled()
                    .at(GRACE_END.plusMillis(1))
                    .when(ANN, HOLD)
                    .records(new CheckpointMissed(CHECKPOINT), CheckpointTest.held(Side.A, List.of()));
        }
    }

    @Test
    void a_checkpoint_that_is_not_there_is_not_found() {
        for (CheckpointCommand command : List.of(RESCHEDULE, HOLD)) {
            joined().when(ANN, command).unknown("checkpoint-not-found");
        }
        joined().when(null, MISS).unknown("checkpoint-not-found");
    }
}
