package dev.kept.commitments.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.MembershipEvent.LedgerOpened;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerLimitsTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final UUID ANN = new UUID(1, 1);
    private static final Issue ANNS = new Issue(new Actor.Member(ANN, Side.A), NOW);

    private LedgerState state =
            with(LedgerState.UNOPENED, new LedgerOpened(ANN, Text.of("title"), Text.of("party"), Text.of("name")));

    @Test
    void ends_at_a_number_of_items() {
        for (int i = state.items().size(); i < LedgerLimits.MOST_ITEMS; i++) {
            state = with(state, lesson(i));
        }

        assertRefused("ledger-full", lesson(LedgerLimits.MOST_ITEMS));
        assertThatCode(() -> LedgerLimits.require(state, List.of(lesson(0)), ANNS))
                .as("about an item that is there")
                .doesNotThrowAnyException();
    }

    @Test
    void ends_at_a_number_of_dates_of_what_recurs() {
        for (int i = 0; i < LedgerLimits.MOST_DATES / 1_000; i++) {
            state = with(state, made(i, 1_000));
        }

        assertRefused("too-many-dates", made(-1, 2));
        CommitmentMade once = made(-1, 1);
        assertThatCode(() -> LedgerLimits.require(state, List.of(once), ANNS)).doesNotThrowAnyException();
    }

    private void assertRefused(String code, LedgerEvent event) {
        assertThatThrownBy(() -> LedgerLimits.require(state, List.of(event), ANNS))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(code));
    }

    private static CommitmentMade made(int number, int dates) {
        List<Instant> dues = IntStream.range(0, dates)
                .mapToObj(day -> NOW.plus(Duration.ofDays(day)))
                .toList();
        Recurrence recurrence = dates == 1 ? null : new Recurrence("FREQ=DAILY;COUNT=" + dates, dues);
        Due due = new Due(NOW, "Europe/Berlin");
        return new CommitmentMade(
                new UUID(8, number),
                Side.A,
                new Terms(Text.of("title"), null, null, null, Monitor.BOTH, due, 7, recurrence));
    }

    private static LessonRecorded lesson(int number) {
        return new LessonRecorded(new UUID(9, number), Side.A, Text.of("learned"), Text.of("differently"), List.of());
    }

    private static LedgerState with(LedgerState state, LedgerEvent event) {
        return state.after(List.of(event), ANNS);
    }
}
