package dev.kept.projections.kinds.checkins;

import static dev.kept.projections.kinds.checkins.CheckInState.AWAITED;
import static dev.kept.projections.kinds.checkins.CheckInState.HELD;
import static dev.kept.projections.kinds.checkins.CheckInState.HELD_LATE;
import static dev.kept.projections.kinds.checkins.CheckInState.MISSED;
import static dev.kept.projections.kinds.checkins.CheckInState.SKIPPED;
import static dev.kept.projections.kinds.checkins.CheckInState.UPCOMING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.checkins.CheckInsView.CheckInOccurrence;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A story's entries are an hour apart; six check-ins begin half an hour after the entries 4 to 9. */
class CheckInFoldTest {

    private static final CheckInFold FOLD = new CheckInFold();
    private static final UUID SERIES = new UUID(1, 1);
    private static final Instant FIRST = hour(4).plus(Duration.ofMinutes(30));
    private static final List<Instant> BEGINNINGS = List.of(
            FIRST,
            FIRST.plus(Duration.ofHours(1)),
            FIRST.plus(Duration.ofHours(2)),
            FIRST.plus(Duration.ofHours(3)),
            FIRST.plus(Duration.ofHours(4)),
            FIRST.plus(Duration.ofHours(5)));

    private final Story story = Story.opened();

    private static Instant hour(int sequence) {
        return Story.BEGIN.plus(Duration.ofHours(sequence));
    }

    private void proposed() {
        story.a(new CheckInsProposed(
                SERIES,
                Side.A,
                Text.of("Every hour"),
                new Due(FIRST, "Europe/Berlin"),
                "FREQ=HOURLY;COUNT=6",
                BEGINNINGS,
                15));
    }

    private void agreed() {
        proposed();
        story.b(new CheckInsAgreed(SERIES));
    }

    private CheckInsView view() {
        return Folded.view(FOLD, story, SERIES);
    }

    private List<CheckInState> states(Instant now) {
        List<CheckInState> states = view().at(now).occurrences().stream()
                .map(CheckInOccurrence::state)
                .toList();
        assertThat(FOLD.brief(view()).at(now).states().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(states.size());
        return states;
    }

    @Test
    void waits_for_the_other_side_to_agree() {
        proposed();

        CheckInsView view = view();
        assertThat(view.state()).isEqualTo(CheckInsState.PROPOSED);
        assertThat(view.waiting())
                .containsExactly(new Turn("agreeCheckIns", Side.B, null, 3, hour(3), BEGINNINGS.getLast()));
        assertThat(states(hour(5))).containsExactly(SKIPPED, UPCOMING, UPCOMING, UPCOMING, UPCOMING, UPCOMING);
    }

    @Test
    void what_has_begun_awaits_a_word_of_either_side() {
        agreed();

        assertThat(states(hour(6))).containsExactly(AWAITED, AWAITED, UPCOMING, UPCOMING, UPCOMING, UPCOMING);
        Instant until = FIRST.plus(Duration.ofMinutes(15)).plus(Duration.ofDays(3));
        assertThat(view().at(hour(5)).waiting())
                .containsExactly(
                        new Turn("holdCheckIn", Side.A, null, 4, FIRST, until),
                        new Turn("holdCheckIn", Side.B, null, 4, FIRST, until));
        CheckInsBrief.ListedCheckIns listed = FOLD.brief(view()).at(hour(5));
        assertThat(listed.waiting()).isEqualTo(view().at(hour(5)).waiting());
        assertThat(listed.next()).isEqualTo(BEGINNINGS.get(1));
        assertThat(listed.awaited()).containsExactly(1);
        assertThat(FOLD.columns(view()).due()).isEqualTo(FIRST);
    }

    @Test
    void each_is_held_or_missed_and_a_miss_stays_visible_when_it_is_held_late() {
        agreed();
        story.a(new CheckInHeld(SERIES, 1, Side.A, Text.of("Went well")));
        story.b(new CheckInMissed(SERIES, 2, Side.B, Text.of("Ill")));
        story.append(Actor.SYSTEM, new CheckInMissed(SERIES, 3, null, null));
        story.b(new CheckInHeld(SERIES, 3, Side.B, null));

        assertThat(states(hour(20))).startsWith(HELD, MISSED, HELD_LATE, AWAITED);
        CheckInOccurrence late = view().occurrences().get(2);
        assertThat(late.held()).isNotNull();
        assertThat(late.missed()).satisfies(miss -> {
            assertThat(miss).isNotNull();
            assertThat(miss.by()).isNull();
            assertThat(miss.missed().side()).isEqualTo("system");
        });
    }

    @Test
    void what_begins_in_a_pause_is_skipped() {
        agreed();
        story.a(new CheckInsPaused(SERIES, Side.A, Text.of("Holidays")));

        assertThat(view().state()).isEqualTo(CheckInsState.PAUSED);
        assertThat(states(hour(7))).containsExactly(AWAITED, SKIPPED, SKIPPED, UPCOMING, UPCOMING, UPCOMING);
        story.b(new CheckInsResumed(SERIES, Side.B));
        assertThat(view().state()).isEqualTo(CheckInsState.AGREED);
        assertThat(states(hour(7))).containsExactly(AWAITED, SKIPPED, AWAITED, UPCOMING, UPCOMING, UPCOMING);
        assertThat(view().pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause.resumed()).isEqualTo(Provenance.of(story.last())));
    }

    @Test
    void what_would_begin_after_the_end_is_skipped() {
        agreed();
        story.a(new CheckInsEnded(SERIES, Side.A, Text.of("No need any more")));

        assertThat(view().state()).isEqualTo(CheckInsState.ENDED);
        assertThat(view().ended()).isEqualTo(Provenance.of(story.last()));
        assertThat(states(hour(5))).containsExactly(AWAITED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
    }

    @Test
    void an_end_leaves_out_the_pause_it_comes_in() {
        agreed();
        story.a(new CheckInsPaused(SERIES, Side.A, null));
        story.a(new CheckInsEnded(SERIES, Side.A, null));

        assertThat(states(hour(9))).containsExactly(AWAITED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
    }

    @Test
    void what_begins_before_the_agreement_is_skipped() {
        proposed();
        story.a(new CheckInsPaused(new UUID(9, 9), Side.A, null));
        story.b(new CheckInsAgreed(SERIES));

        assertThat(states(hour(6))).containsExactly(SKIPPED, AWAITED, UPCOMING, UPCOMING, UPCOMING, UPCOMING);
    }

    @Test
    void what_came_to_nothing_says_how() {
        proposed();
        story.b(new CheckInsDeclined(SERIES, Text.of("Too often")));
        assertThat(view().state()).isEqualTo(CheckInsState.DECLINED);
        assertThat(view().declineReason()).isNotNull();
        assertThat(view().waiting()).isEmpty();

        Story other = Story.opened();
        other.a(story.entries().get(3).event());
        other.a(new CheckInsEnded(SERIES, Side.A, null));
        CheckInsView takenBack = Folded.view(FOLD, other, SERIES);
        assertThat(takenBack.state()).isEqualTo(CheckInsState.WITHDRAWN);
        assertThat(takenBack.occurrences()).extracting(CheckInOccurrence::state).containsOnly(SKIPPED);
    }

    @Test
    void begin_by_being_proposed_and_are_held_once_agreed() {
        proposed();
        CheckInsView proposed = view();
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.b(new CheckInsAgreed(SERIES))))
                .isInstanceOf(UnreadableStatement.class);
        assertThatThrownBy(() -> Folded.next(FOLD, proposed, story.b(new CheckInHeld(SERIES, 1, Side.B, null))))
                .isInstanceOf(UnreadableStatement.class);
    }
}
