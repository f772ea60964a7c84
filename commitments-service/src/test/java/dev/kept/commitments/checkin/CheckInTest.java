package dev.kept.commitments.checkin;

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
import dev.kept.commitments.checkin.CheckInCommand.AgreeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.DeclineCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.EndCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.HoldCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.MissCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.PauseCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ProposeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ResumeCheckIns;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.events.Actor;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsDeclined;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ann of side A proposes three check-ins of half an hour, a week apart, the first in a week. */
class CheckInTest {

    private static final UUID SERIES = new UUID(20, 1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration GRACE = Duration.ofMinutes(30).plusDays(3);
    private static final Instant FIRST = START.plus(WEEK);
    private static final Instant SECOND = FIRST.plus(WEEK);
    private static final Instant THIRD = SECOND.plus(WEEK);
    private static final String RULE = "FREQ=WEEKLY;COUNT=3";
    private static final List<Instant> BEGINNINGS = List.of(FIRST, SECOND, THIRD);
    private static final Due DTSTART = new Due(FIRST, "Europe/Berlin");
    private static final Text WORDS = Text.of("words");
    private static final ProposeCheckIns PROPOSE =
            new ProposeCheckIns(LEDGER, SERIES, WORDS, DTSTART, RULE, BEGINNINGS, 30);
    private static final AgreeCheckIns AGREE = new AgreeCheckIns(LEDGER, SERIES);
    private static final DeclineCheckIns DECLINE = new DeclineCheckIns(LEDGER, SERIES, WORDS);
    private static final PauseCheckIns PAUSE = new PauseCheckIns(LEDGER, SERIES, WORDS);
    private static final ResumeCheckIns RESUME = new ResumeCheckIns(LEDGER, SERIES);
    private static final EndCheckIns END = new EndCheckIns(LEDGER, SERIES, WORDS);

    private static HoldCheckIn hold(int occurrence) {
        return new HoldCheckIn(LEDGER, SERIES, occurrence, WORDS);
    }

    private static MissCheckIn miss(int occurrence) {
        return new MissCheckIn(LEDGER, SERIES, occurrence, WORDS);
    }

    private static MissCheckIn missUnsaid(int occurrence) {
        return new MissCheckIn(LEDGER, SERIES, occurrence, null);
    }

    private static LedgerFixture proposed() {
        return joined().given(ANN, PROPOSE);
    }

    private static LedgerFixture agreed() {
        return proposed().given(BEN, AGREE);
    }

    @Nested
    class to_be_proposed {
        @Test
        void is_put_forward_by_either_side() {
            joined().when(BEN, PROPOSE)
                    .records(new CheckInsProposed(SERIES, Side.B, WORDS, DTSTART, RULE, BEGINNINGS, 30));
        }

        @Test
        void can_be_put_forward_before_the_other_party_joined() {
            opened().when(ANN, PROPOSE)
                    .records(new CheckInsProposed(SERIES, Side.A, WORDS, DTSTART, RULE, BEGINNINGS, 30));
        }

        @Test
        void begins_in_the_future() {
            joined().at(FIRST.plusMillis(1)).when(ANN, PROPOSE).refused("beginning-in-past");
        }

        @Test
        void is_put_forward_once() {
            proposed().when(ANN, PROPOSE).refused("already-exists");
        }

        @Test
        void is_not_a_mediators_or_an_outsiders_to_propose() {
            mediated().when(MIA, PROPOSE).refused("not-a-party");
            joined().when(EVE, PROPOSE).unknown("ledger-not-found");
        }
    }

    @Nested
    class once_proposed {
        @Test
        void the_other_side_agrees_or_declines() {
            proposed().when(BEN, AGREE).records(new CheckInsAgreed(SERIES));
            proposed().when(BEN, DECLINE).records(new CheckInsDeclined(SERIES, WORDS));
        }

        @Test
        void the_side_that_proposed_does_not_answer_itself() {
            proposed().when(ANN, AGREE).refused("not-your-turn");
            proposed().when(ANN, DECLINE).refused("not-your-turn");
        }

        @Test
        void the_side_that_proposed_can_take_it_back() {
            proposed().when(ANN, END).records(new CheckInsEnded(SERIES, Side.A, WORDS));
            proposed().given(ANN, END).when(BEN, AGREE).refused("proposal-closed");
        }

        @Test
        void the_other_side_does_not_take_it_back() {
            proposed().when(BEN, END).refused("not-agreed-yet");
        }

        @Test
        void nothing_is_held_missed_or_paused() {
            proposed().at(FIRST).when(BEN, hold(1)).refused("not-agreed-yet");
            proposed().at(FIRST).when(BEN, miss(1)).refused("not-agreed-yet");
            proposed().when(BEN, PAUSE).refused("not-agreed-yet");
        }

        @Test
        void what_has_begun_before_the_agreement_is_left_out() {
            LedgerFixture late = proposed().at(SECOND).given(BEN, AGREE);
            late.when(BEN, hold(1)).refused("check-in-skipped");
            late.when(BEN, hold(2)).records(new CheckInHeld(SERIES, 2, Side.B, WORDS));
        }

        @Test
        void there_is_nothing_to_agree_on_once_the_last_has_begun() {
            proposed().at(THIRD.plusMillis(1)).when(BEN, AGREE).refused("nothing-ahead");
        }

        @Test
        void is_answered_once() {
            agreed().when(BEN, AGREE).refused("already-agreed");
            proposed().given(BEN, DECLINE).when(BEN, AGREE).refused("proposal-closed");
            proposed().given(BEN, DECLINE).at(FIRST).when(BEN, hold(1)).refused("proposal-closed");
        }
    }

    @Nested
    class once_agreed {
        @Test
        void either_side_says_that_one_was_held() {
            agreed().at(FIRST).when(ANN, hold(1)).records(new CheckInHeld(SERIES, 1, Side.A, WORDS));
            agreed().at(FIRST).when(BEN, hold(1)).records(new CheckInHeld(SERIES, 1, Side.B, WORDS));
        }

        @Test
        void either_side_says_that_one_was_missed() {
            agreed().at(FIRST).when(ANN, miss(1)).records(new CheckInMissed(SERIES, 1, Side.A, WORDS));
            agreed().at(FIRST).when(BEN, miss(1)).records(new CheckInMissed(SERIES, 1, Side.B, WORDS));
        }

        @Test
        void nothing_is_said_of_one_that_has_not_begun() {
            agreed().at(FIRST.minusMillis(1)).when(ANN, hold(1)).refused("not-begun");
            agreed().at(FIRST.minusMillis(1)).when(ANN, miss(1)).refused("not-begun");
        }

        @Test
        void each_is_recorded_by_itself() {
            LedgerFixture held = agreed().at(FIRST).given(ANN, hold(1));
            held.when(ANN, hold(1)).refused("already-held");
            held.when(ANN, miss(1)).refused("already-held");
            held.at(SECOND).when(ANN, hold(2)).records(new CheckInHeld(SERIES, 2, Side.A, WORDS));
        }

        @Test
        void a_miss_can_be_made_good_but_not_repeated() {
            LedgerFixture missed = agreed().at(FIRST).given(ANN, miss(1));
            missed.when(BEN, miss(1)).refused("already-missed");
            missed.when(BEN, hold(1)).records(new CheckInHeld(SERIES, 1, Side.B, WORDS));
            missed.when(BEN, miss(1)).refused("already-held");
        }

        @Test
        void there_is_no_other_occurrence() {
            agreed().at(THIRD).when(ANN, hold(4)).refused("occurrence-unknown");
            agreed().at(THIRD).when(ANN, miss(0)).refused("occurrence-unknown");
        }

        @Test
        void a_mediator_records_nothing() {
            mediated()
                    .given(ANN, PROPOSE)
                    .given(BEN, AGREE)
                    .at(FIRST)
                    .when(MIA, hold(1))
                    .refused("not-a-party");
        }

        @Test
        void other_check_ins_are_not_found() {
            joined().when(ANN, hold(1)).unknown("check-ins-not-found");
        }
    }

    @Nested
    class when_nobody_says_anything {
        @Test
        void the_system_records_a_miss_three_days_after_the_end() {
            agreed().at(FIRST.plus(GRACE)).when(null, missUnsaid(1)).refused("not-overdue");
            agreed().at(FIRST.plus(GRACE).plusMillis(1))
                    .when(null, missUnsaid(1))
                    .records(new CheckInMissed(SERIES, 1, null, null))
                    .marksEach(EntryMetaData.ACTOR, Actor.SYSTEM);
        }

        @Test
        void whoever_holds_it_later_does_not_step_around_the_miss() {
            agreed().at(FIRST.plus(GRACE).plusMillis(1))
                    .when(ANN, hold(1))
                    .records(new CheckInMissed(SERIES, 1, null, null), new CheckInHeld(SERIES, 1, Side.A, WORDS));
        }

        @Test
        void what_was_held_is_not_missed() {
            agreed().at(FIRST)
                    .given(ANN, hold(1))
                    .at(THIRD)
                    .when(null, missUnsaid(1))
                    .refused("already-held");
        }

        @Test
        void what_would_have_begun_in_a_pause_is_not_missed() {
            LedgerFixture paused = agreed().given(ANN, PAUSE).at(THIRD);
            paused.when(null, missUnsaid(1)).refused("check-in-skipped");
            paused.given(BEN, RESUME).when(null, missUnsaid(1)).refused("check-in-skipped");
        }

        @Test
        void what_began_before_a_pause_or_an_end_is_missed_all_the_same() {
            agreed().at(FIRST.plusMillis(1))
                    .given(ANN, PAUSE)
                    .at(THIRD)
                    .when(null, missUnsaid(1))
                    .records(new CheckInMissed(SERIES, 1, null, null));
            agreed().at(FIRST.plusMillis(1))
                    .given(ANN, END)
                    .at(THIRD)
                    .when(null, missUnsaid(1))
                    .records(new CheckInMissed(SERIES, 1, null, null));
        }

        @Test
        void only_the_system_does_without_a_side() {
            agreed().at(THIRD).when(EVE, missUnsaid(1)).unknown("ledger-not-found");
            joined().when(null, hold(1)).unknown("ledger-not-found");
        }
    }

    @Nested
    class paused {
        @Test
        void by_either_side_and_resumed_by_either() {
            agreed().when(BEN, PAUSE).records(new CheckInsPaused(SERIES, Side.B, WORDS));
            agreed().given(BEN, PAUSE).when(ANN, RESUME).records(new CheckInsResumed(SERIES, Side.A));
        }

        @Test
        void once_at_a_time() {
            agreed().given(BEN, PAUSE).when(ANN, PAUSE).refused("already-paused");
            agreed().when(ANN, RESUME).refused("not-paused");
        }

        @Test
        void what_begins_is_left_out_even_after_the_pause() {
            LedgerFixture paused = agreed().given(ANN, PAUSE).at(SECOND);
            paused.when(ANN, hold(1)).refused("check-in-skipped");
            paused.given(ANN, RESUME).when(ANN, hold(1)).refused("check-in-skipped");
            paused.when(ANN, hold(2)).records(new CheckInHeld(SERIES, 2, Side.A, WORDS));
        }

        @Test
        void what_began_before_can_still_be_recorded() {
            agreed().at(FIRST.plusMillis(1))
                    .given(ANN, PAUSE)
                    .when(BEN, hold(1))
                    .records(new CheckInHeld(SERIES, 1, Side.B, WORDS));
        }
    }

    @Nested
    class ended {
        @Test
        void by_either_side_for_good() {
            agreed().when(BEN, END).records(new CheckInsEnded(SERIES, Side.B, WORDS));
            agreed().given(BEN, END).when(ANN, END).refused("check-ins-ended");
            agreed().given(BEN, END).when(ANN, PAUSE).refused("check-ins-ended");
            agreed().given(BEN, END).at(FIRST).when(ANN, hold(1)).refused("check-in-skipped");
        }

        @Test
        void while_paused_leaves_the_pause_out_as_well() {
            LedgerFixture ended =
                    agreed().given(ANN, PAUSE).at(SECOND).given(ANN, END).at(THIRD);
            ended.when(ANN, hold(1)).refused("check-in-skipped");
            ended.when(ANN, hold(3)).refused("check-in-skipped");
        }

        @Test
        void by_itself_with_the_last_one() {
            agreed().at(THIRD.plusMillis(1)).when(ANN, END).refused("nothing-ahead");
            agreed().at(THIRD.plusMillis(1)).when(ANN, PAUSE).refused("nothing-ahead");
        }
    }
}
