package dev.kept.projections.kinds.commitments;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Side;
import dev.kept.http.Cursor;
import dev.kept.http.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Selection ALL = selection(Set.of(), null);

    private final Life life = new Life();

    private static Selection selection(Set<State> states, @Nullable Side side) {
        return new Selection(states, side, null, null, null, null, ZoneOffset.UTC, Life.instant("12-31"));
    }

    private static Selection due(@Nullable String from, @Nullable String to) {
        return new Selection(
                Set.of(),
                null,
                from == null ? null : Life.instant(from),
                to == null ? null : Life.instant(to),
                null,
                null,
                ZoneOffset.UTC,
                Life.instant("12-31"));
    }

    private static Selection figure(Figure figure, @Nullable Side side, @Nullable String week) {
        return new Selection(
                Set.of(),
                side,
                null,
                null,
                figure,
                week == null ? null : Week.named(week).orElseThrow(),
                ZoneOffset.UTC,
                Life.instant("12-31"));
    }

    private List<ListedCommitment> items(Selection selection) {
        return selection.page(life.standings()::forEach, false, 200, null).items();
    }

    private static UUID id(int number) {
        return new UUID(2, number);
    }

    @Test
    void commitments_come_by_due_then_in_the_order_they_began() {
        life.on("01-01").made(A, "02-01").made(B, "01-20").made(A, "01-20");

        assertThat(items(ALL)).extracting(ListedCommitment::commitment).containsExactly(id(2), id(3), id(1));
        assertThat(ALL.page(life.standings()::forEach, true, 200, null).items())
                .extracting(ListedCommitment::commitment)
                .containsExactly(id(1), id(3), id(2));
    }

    @Test
    void pages_lead_through_all_of_them_once_in_either_order() {
        for (int i = 0; i < 7; i++) {
            life.on("01-01").made(A, i % 2 == 0 ? "01-20" : "01-25");
        }
        for (boolean descending : new boolean[] {false, true}) {
            List<UUID> seen = new ArrayList<>();
            Selection.PageStart after = null;
            do {
                Page<ListedCommitment> page = ALL.page(life.standings()::forEach, descending, 2, after);
                page.items().forEach(item -> seen.add(item.commitment()));
                after = page.next() == null
                        ? null
                        : Cursor.decoded(
                                Selection.LIST,
                                page.next(),
                                each -> new Selection.PageStart(Instant.ofEpochMilli(each.number(0)), each.number(1)));
            } while (after != null);

            assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        }
    }

    @Test
    void the_last_page_has_no_next_one() {
        life.on("01-01").made(A, "01-20").made(A, "01-21");

        assertThat(ALL.page(life.standings()::forEach, false, 2, null).next()).isNull();
        assertThat(ALL.page(life.standings()::forEach, false, 1, null).next()).isNotNull();
    }

    @Test
    void a_side_is_the_promisor() {
        life.on("01-01").made(A, "01-20").made(B, "01-20").requested(A, "01-20");

        assertThat(items(selection(Set.of(), A)))
                .extracting(ListedCommitment::commitment)
                .containsExactly(id(1), id(3));
    }

    @Test
    void states_are_alternatives() {
        life.on("01-01")
                .made(A, "01-20")
                .made(A, "01-21")
                .delivered()
                .made(A, "01-22")
                .released();

        assertThat(items(selection(Set.of(State.OPEN, State.DELIVERED), null)))
                .extracting(ListedCommitment::commitment)
                .containsExactly(id(1), id(2));
    }

    @Test
    void a_span_of_dues_includes_its_beginning_and_not_its_end() {
        life.on("01-01").made(A, "01-20").made(A, "01-21").made(A, "01-22");

        assertThat(items(due("01-20", "01-22")))
                .extracting(ListedCommitment::commitment)
                .containsExactly(id(1), id(2));
    }

    @Nested
    class Recurring {
        {
            life.on("01-01").made(A, Life.recurring("01-05", "01-12", "01-19"));
            life.on("01-04").occurrence(1).delivered().confirmed();
            life.on("01-13").occurrence(2).missed();
        }

        @Test
        void it_is_shown_by_its_current_occurrence_with_the_states_of_all() {
            assertThat(items(ALL)).singleElement().satisfies(item -> {
                assertThat(item.occurrence()).isEqualTo(3);
                assertThat(item.state()).isEqualTo(State.OPEN);
                assertThat(item.due().at()).isEqualTo(Life.instant("01-19"));
                assertThat(item.states())
                        .containsOnlyKeys("open", "missed", "kept")
                        .containsEntry("missed", 1);
                assertThat(item.matching()).containsExactly(1, 2, 3);
            });
        }

        @Test
        void asked_for_a_state_it_is_shown_by_the_first_occurrence_in_that_state() {
            assertThat(items(selection(Set.of(State.MISSED, State.KEPT), null)))
                    .singleElement()
                    .satisfies(item -> {
                        assertThat(item.occurrence()).isEqualTo(1);
                        assertThat(item.matching()).containsExactly(1, 2);
                    });
        }

        @Test
        void one_occurrence_must_match_all_filters() {
            Selection keptAfter = new Selection(
                    Set.of(State.KEPT),
                    null,
                    Life.instant("01-10"),
                    null,
                    null,
                    null,
                    ZoneOffset.UTC,
                    Life.instant("12-31"));

            assertThat(items(keptAfter)).isEmpty();
        }
    }

    @Nested
    class Figures {
        {
            life.on("01-01")
                    .made(A, "01-20")
                    .on("01-10")
                    .proposed("01-30")
                    .accepted()
                    .on("01-29")
                    .delivered()
                    .confirmed();
            life.on("01-01").made(A, "01-20").on("01-21").missed();
            life.on("01-01").made(B, "01-20").on("01-21").missed();
        }

        @Test
        void a_figure_lists_what_it_counts() {
            assertThat(items(figure(Figure.MISSED, A, null)))
                    .extracting(ListedCommitment::commitment)
                    .containsExactly(id(2));
            assertThat(items(figure(Figure.ORIGINAL, null, null))).hasSize(3);
            assertThat(items(figure(Figure.ANNOUNCED, null, null)))
                    .extracting(ListedCommitment::commitment)
                    .containsExactly(id(1));
        }

        @Test
        void a_week_of_it_lists_what_counts_in_that_week() {
            assertThat(items(figure(Figure.AGREED, A, "2026-W04")))
                    .extracting(ListedCommitment::commitment)
                    .containsExactly(id(2));
            assertThat(items(figure(Figure.ORIGINAL, A, "2026-W04"))).hasSize(2);
            assertThat(items(figure(Figure.AGREED, A, "2026-W05")))
                    .extracting(ListedCommitment::commitment)
                    .containsExactly(id(1));
        }
    }
}
