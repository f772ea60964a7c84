package dev.kept.projections.views.dashboard;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.projections.kinds.commitments.Life;
import dev.kept.projections.kinds.commitments.Week;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DashboardTest {

    private final Life life = new Life();

    private Dashboard dashboard(String asOf) {
        return dashboard(asOf, ZoneOffset.UTC);
    }

    private Dashboard dashboard(String asOf, ZoneId zone) {
        return Dashboard.of(life.standings(), Life.instant(asOf), zone);
    }

    private static Numbers a(Dashboard dashboard) {
        return dashboard.total().a();
    }

    private static Share share(int count, int of) {
        return Share.of(count, of);
    }

    @Test
    void without_a_commitment_there_is_nothing_to_divide_by_and_no_rate() {
        Numbers numbers = a(dashboard("01-01"));

        assertThat(numbers.keptOnAgreedDates()).isEqualTo(new Share(0, 0, null));
        assertThat(numbers.keptOnOriginalDates()).isEqualTo(new Share(0, 0, null));
        assertThat(numbers.notice()).isEqualTo(new Share(0, 0, null));
    }

    @Test
    void while_nothing_is_due_yet_what_is_open_is_counted_and_there_is_no_rate() {
        life.on("01-01").made(A, "01-20").made(A, "01-25");

        assertThat(a(dashboard("01-02")).open()).isEqualTo(2);
        assertThat(a(dashboard("01-02")).keptOnAgreedDates()).isEqualTo(share(0, 0));
        assertThat(a(dashboard("01-02")).keptOnAgreedDates().rate()).isNull();
    }

    @Test
    void kept_before_the_due_it_counts_on_the_original_date_once_that_has_come() {
        life.on("01-01").made(A, "01-20").on("01-05").delivered().confirmed();

        assertThat(a(dashboard("01-06")).keptOnAgreedDates()).isEqualTo(share(1, 1));
        assertThat(a(dashboard("01-06")).keptOnOriginalDates()).isEqualTo(share(0, 0));
        assertThat(a(dashboard("01-20")).keptOnOriginalDates()).isEqualTo(share(1, 1));
    }

    @Test
    void a_rate_is_rounded_to_four_places() {
        assertThat(share(2, 3)).isEqualTo(new Share(2, 3, 0.6667));
        assertThat(share(3, 3)).isEqualTo(new Share(3, 3, 1.0));
        assertThat(share(0, 3)).isEqualTo(new Share(0, 3, 0.0));
    }

    @Nested
    class Missed {
        @Test
        void a_miss_counts_against_both_dates_and_was_not_announced() {
            life.on("01-01").made(A, "01-20").on("01-21").missed();

            Numbers numbers = a(dashboard("01-22"));
            assertThat(numbers.missed()).isEqualTo(1);
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(0, 1));
            assertThat(numbers.notice()).isEqualTo(share(0, 1));
        }

        @Test
        void admitted_early_it_counts_at_once_on_the_agreed_date_and_later_on_the_original_one() {
            life.on("01-01").made(A, "01-20").on("01-10").admitted();

            assertThat(a(dashboard("01-11")).keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(a(dashboard("01-11")).keptOnOriginalDates()).isEqualTo(share(0, 0));
            assertThat(a(dashboard("01-21")).keptOnOriginalDates()).isEqualTo(share(0, 1));
            assertThat(a(dashboard("01-11")).notice()).isEqualTo(share(1, 1));
        }

        @Test
        void delivered_late_it_awaits_confirmation_and_stays_in_the_rates() {
            life.on("01-01").made(A, "01-20").on("01-21").missed().on("01-22").delivered();

            assertThat(a(dashboard("01-22")).awaitingConfirmation()).isEqualTo(1);
            assertThat(a(dashboard("01-22")).missed()).isZero();
            assertThat(a(dashboard("01-22")).keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(a(dashboard("01-22")).notice()).isEqualTo(share(0, 1));

            life.on("01-23").confirmed();

            assertThat(a(dashboard("01-23")).keptLate()).isEqualTo(1);
            assertThat(a(dashboard("01-23")).keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(a(dashboard("01-23")).keptOnOriginalDates()).isEqualTo(share(0, 1));
        }

        @Test
        void admitted_and_then_delivered_before_the_due_it_was_still_kept_late_on_both_dates() {
            life.on("01-01")
                    .made(A, "01-20")
                    .on("01-10")
                    .admitted()
                    .on("01-15")
                    .delivered()
                    .confirmed();

            assertThat(a(dashboard("01-21")).keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(a(dashboard("01-21")).keptOnOriginalDates()).isEqualTo(share(0, 1));
        }

        @Test
        void excused_it_stands_outside_the_kept_rates_and_the_notice_rate_still_tells_of_it() {
            life.on("01-01").made(A, "01-20").on("01-21").missed().on("01-22").excused();

            Numbers numbers = a(dashboard("01-23"));
            assertThat(numbers.excused()).isEqualTo(1);
            assertThat(numbers.missed()).isZero();
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(0, 0));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(0, 0));
            assertThat(numbers.notice()).isEqualTo(share(0, 1));
        }
    }

    @Nested
    class Renegotiated {
        @Test
        void before_the_due_and_kept_on_the_new_date_it_counts_as_kept_on_the_agreed_date_only() {
            life.on("01-01").made(A, "01-20").on("01-10").proposed("01-30").accepted();
            life.on("01-29").delivered().confirmed();

            Numbers numbers = a(dashboard("01-29"));
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(1, 1));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(0, 1));
            assertThat(numbers.notice()).isEqualTo(share(1, 1));
        }

        @Test
        void and_still_open_when_the_first_due_has_passed_it_was_not_kept_on_the_original_date() {
            life.on("01-01").made(A, "01-20").on("01-10").proposed("01-30").accepted();

            Numbers numbers = a(dashboard("01-25"));
            assertThat(numbers.open()).isEqualTo(1);
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(0, 0));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(0, 1));
        }

        @Test
        void and_delivered_by_the_first_due_after_all_it_is_kept_on_both() {
            life.on("01-01").made(A, "01-20").on("01-10").proposed("01-30").accepted();
            life.on("01-19").delivered().confirmed();

            assertThat(a(dashboard("01-31")).keptOnOriginalDates()).isEqualTo(share(1, 1));
        }

        @Test
        void to_an_earlier_date_and_late_for_that_one_it_was_kept_on_the_original_date_only() {
            life.on("01-01").made(A, "01-20").on("01-05").proposed(B, "01-10").acceptedBy(A);
            life.on("01-11").missed().on("01-12").delivered().confirmed();

            assertThat(a(dashboard("01-21")).keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(a(dashboard("01-21")).keptOnOriginalDates()).isEqualTo(share(1, 1));
        }

        @Test
        void after_the_due_it_is_one_more_event_without_notice_and_the_miss_stays() {
            life.on("01-01")
                    .made(A, "01-20")
                    .on("01-21")
                    .missed()
                    .on("01-22")
                    .proposed("01-30")
                    .accepted();
            life.on("01-29").delivered().confirmed();

            Numbers numbers = a(dashboard("01-31"));
            assertThat(numbers.keptLate()).isEqualTo(1);
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(numbers.notice()).isEqualTo(share(0, 2));
        }

        @Test
        void after_the_due_of_which_a_warning_spoke_in_time_both_events_were_announced() {
            life.on("01-01").made(A, "01-20").on("01-15").warned();
            life.on("01-21").missed().on("01-22").proposed("01-30").accepted();

            assertThat(a(dashboard("01-31")).notice()).isEqualTo(share(2, 2));
        }

        @Test
        void declined_terms_are_no_renegotiation() {
            life.on("01-01").made(A, "01-20").on("01-10").proposed("01-30").declined();
            life.on("01-19").delivered().confirmed();

            assertThat(a(dashboard("01-21")).notice()).isEqualTo(share(0, 0));
            assertThat(a(dashboard("01-21")).keptOnOriginalDates()).isEqualTo(share(1, 1));
        }
    }

    @Nested
    class Disputes_that_a_finding_resolved {
        private static final UUID FINDING = new UUID(7, 7);

        @Test
        void count_as_kept_by_the_time_of_the_delivery() {
            life.on("01-01").made(A, "01-20").on("01-19").delivered().disputed();
            life.on("02-01").resolved(B, FINDING, true);
            life.on("01-01").made(A, "01-20").on("01-21").missed().delivered().disputed();
            life.on("02-01").resolved(B, FINDING, true);

            Numbers numbers = a(dashboard("02-02"));
            assertThat(numbers.kept()).isEqualTo(1);
            assertThat(numbers.keptLate()).isEqualTo(1);
            assertThat(numbers.disputed()).isZero();
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(1, 2));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(1, 2));
        }

        @Test
        void count_one_miss_whether_it_is_the_first_or_stays() {
            life.on("01-01").made(A, "01-20").on("01-19").delivered().disputed();
            life.on("02-01").resolved(B, FINDING, false);
            life.on("01-01").made(A, "01-20").on("01-21").missed().delivered().disputed();
            life.on("02-01").resolved(B, FINDING, false);

            Numbers numbers = a(dashboard("02-02"));
            assertThat(numbers.missed()).isEqualTo(2);
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(0, 2));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(0, 2));
            assertThat(numbers.notice()).isEqualTo(share(0, 2));
        }

        @Test
        void made_good_count_as_kept_late_and_the_miss_stays_in_the_notice_rate() {
            life.on("01-01").made(A, "01-20").on("01-18").delivered().disputed();
            life.on("01-19").resolved(B, FINDING, false).delivered().confirmed();

            Numbers numbers = a(dashboard("01-21"));
            assertThat(numbers.keptLate()).isEqualTo(1);
            assertThat(numbers.missed()).isZero();
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(0, 1));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(0, 1));
            assertThat(numbers.notice()).isEqualTo(share(0, 1));
        }
    }

    @Nested
    class Outside {
        @Test
        void disputed_released_and_withdrawn_are_counted_and_stand_outside_the_rates() {
            life.on("01-01").made(A, "01-20").on("01-19").delivered().disputed();
            life.on("01-01").made(A, "01-20").released();
            life.on("01-01").made(A, "01-20").withdrawn();

            Numbers numbers = a(dashboard("01-21"));
            assertThat(numbers.disputed()).isEqualTo(1);
            assertThat(numbers.released()).isEqualTo(1);
            assertThat(numbers.withdrawn()).isEqualTo(1);
            assertThat(numbers.keptOnAgreedDates()).isEqualTo(share(0, 0));
            assertThat(numbers.keptOnOriginalDates()).isEqualTo(share(0, 0));
        }

        @Test
        void a_request_is_no_promise_whatever_became_of_it() {
            life.on("01-01").requested(A, "01-20");
            life.requested(A, "01-20").requestDeclined(A);
            life.requested(A, "01-20").withdrawnBy(B);

            assertThat(dashboard("01-21")).isEqualTo(Dashboard.of(List.of(), Life.instant("01-21"), ZoneOffset.UTC));
        }
    }

    @Test
    void of_six_occurrences_four_kept_and_two_missed_count_one_by_one() {
        life.on("01-01").made(B, Life.recurring("01-05", "01-12", "01-19", "01-26", "02-02", "02-09"));
        for (int occurrence : new int[] {1, 2, 4, 6}) {
            life.on(life.view().occurrence(occurrence).due().at().toString());
            life.occurrence(occurrence).delivered().confirmed();
        }
        life.on("01-20").occurrence(3).missed().on("02-03").occurrence(5).missed();

        Dashboard dashboard = dashboard("02-10");
        assertThat(dashboard.total().b().keptOnAgreedDates()).isEqualTo(new Share(4, 6, 0.6667));
        assertThat(dashboard.total().b().keptOnOriginalDates()).isEqualTo(share(4, 6));
        assertThat(dashboard.total().a().keptOnAgreedDates()).isEqualTo(share(0, 0));
        assertThat(dashboard.total().both().keptOnAgreedDates()).isEqualTo(share(4, 6));
        assertThat(dashboard.weeks())
                .extracting(
                        each -> each.week().wireName(),
                        each -> each.numbers().b().kept())
                .containsExactly(
                        tuple("2026-W02", 1),
                        tuple("2026-W03", 1),
                        tuple("2026-W04", 0),
                        tuple("2026-W05", 1),
                        tuple("2026-W06", 0),
                        tuple("2026-W07", 1));
    }

    @Nested
    class Weeks {
        @Test
        void the_due_decides_the_week_not_the_delivery() {
            life.on("01-01").made(A, "01-20").on("02-20").missed().delivered().confirmed();

            assertThat(dashboard("03-01").weeks())
                    .extracting(each -> each.week().wireName())
                    .containsExactly("2026-W04");
        }

        @Test
        void a_renegotiated_commitment_counts_in_the_week_of_each_date_under_its_own_rate() {
            life.on("01-01").made(A, "01-20").on("01-10").proposed("01-30").accepted();
            life.on("01-29").delivered().confirmed();

            assertThat(dashboard("02-01").weeks())
                    .satisfiesExactly(
                            first -> {
                                assertThat(first.week().wireName()).isEqualTo("2026-W04");
                                assertThat(first.numbers().a().keptOnOriginalDates())
                                        .isEqualTo(share(0, 1));
                                assertThat(first.numbers().a().keptOnAgreedDates())
                                        .isEqualTo(share(0, 0));
                                assertThat(first.numbers().a().notice()).isEqualTo(share(1, 1));
                            },
                            second -> {
                                assertThat(second.week().wireName()).isEqualTo("2026-W05");
                                assertThat(second.numbers().a().keptOnOriginalDates())
                                        .isEqualTo(share(0, 0));
                                assertThat(second.numbers().a().keptOnAgreedDates())
                                        .isEqualTo(share(1, 1));
                            });
        }

        @Test
        void the_zone_decides_in_which_week_a_due_lies() {
            // Sunday 23:30 in London, Monday 00:30 in Berlin.
            life.on("01-01").made(A, "2026-01-18T23:30:00Z");

            assertThat(dashboard("01-25").weeks().getFirst().week().wireName()).isEqualTo("2026-W03");
            assertThat(dashboard("01-25", ZoneId.of("Europe/Berlin"))
                            .weeks()
                            .getFirst()
                            .week()
                            .wireName())
                    .isEqualTo("2026-W04");
        }

        @Test
        void they_end_with_the_current_one_although_something_lies_far_ahead() {
            life.on("01-01").made(A, "01-20").on("01-19").delivered().confirmed();
            life.made(A, "01-23").made(A, "2035-06-01T12:00:00Z");

            Dashboard dashboard = dashboard("01-21");

            assertThat(dashboard.weeks())
                    .extracting(each -> each.week().wireName())
                    .containsExactly("2026-W04");
            assertThat(dashboard.weeks().getLast().numbers().a().open()).isEqualTo(1);
            assertThat(a(dashboard).open()).isEqualTo(2);
        }

        @Test
        void the_turn_of_the_year_has_the_week_of_its_thursday() {
            assertThat(Week.of(Instant.parse("2027-01-01T12:00:00Z"), ZoneOffset.UTC)
                            .wireName())
                    .isEqualTo("2026-W53");
            assertThat(Week.named("2026-W53")).contains(Week.of(Instant.parse("2027-01-01T12:00:00Z"), ZoneOffset.UTC));
            assertThat(Week.named("2025-W53")).isEmpty();
            assertThat(Week.named("2026-W00")).isEmpty();
            assertThat(Week.named("2026-7")).isEmpty();
        }
    }
}
