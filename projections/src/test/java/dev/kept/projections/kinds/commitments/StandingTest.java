package dev.kept.projections.kinds.commitments;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.events.Side;
import dev.kept.projections.kinds.commitments.Standing.Answer;
import dev.kept.projections.kinds.commitments.Standing.Notice;
import dev.kept.projections.kinds.commitments.Standing.To;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StandingTest {

    private final Life life = new Life();

    private Standing standing() {
        return Standing.of(life.view());
    }

    @Nested
    class Notices {
        @Test
        void say_which_side_proposed_and_whether_in_time() {
            life.on("01-01")
                    .made(A, "01-20")
                    .on("01-10")
                    .proposed(B, "01-25")
                    .on("01-11")
                    .accepted();
            life.on("01-26").proposed(A, "01-30").on("01-27").accepted();

            assertThat(standing().lines().getFirst().notices())
                    .extracting(Notice::entry, Notice::by, Notice::proposed, Notice::inTime, Notice::announced)
                    .containsExactly(tuple(2L, B, 1L, true, true), tuple(4L, A, 3L, false, false));
        }

        @Test
        void of_a_miss_name_the_entry_that_gave_notice() {
            life.on("01-01").made(A, "01-20").on("01-10").warned().on("01-21").missed();

            assertThat(standing().lines().getFirst().notices())
                    .extracting(Notice::entry, Notice::miss, Notice::by, Notice::inTime, Notice::notice)
                    .containsExactly(tuple(2L, true, A, false, 1L));
        }
    }

    @Nested
    class Answers {
        @Test
        void to_a_request_count_each_counter_as_one() {
            life.on("01-01").requested(A, "01-20").on("01-02").requestCountered(A, "01-25");
            assertThat(standing().answers()).containsExactly(answer(To.REQUEST, A, 0, 1, 1));

            life.on("01-05").requestAccepted(B).on("01-06").proposed("01-26");
            assertThat(standing().answers())
                    .containsExactly(answer(To.REQUEST, A, 0, 1, 1), answer(To.REQUEST, B, 1, 2, 3));
        }

        @Test
        void to_a_request_are_declines_too_but_not_its_withdrawal() {
            life.on("01-01").requested(A, "01-20").on("01-03").requestDeclined(A);
            assertThat(standing().answers()).containsExactly(answer(To.REQUEST, A, 0, 1, 2));

            life.on("01-05").requested(A, "01-20").withdrawnBy(B);
            assertThat(standing().answers()).isEmpty();
        }

        @Test
        void to_proposals_and_deliveries_are_those_of_the_other_side() {
            life.on("01-01")
                    .made(A, "01-20")
                    .on("01-10")
                    .proposed("01-25")
                    .on("01-11")
                    .declined();
            life.on("01-12")
                    .delivered()
                    .on("01-15")
                    .disputed()
                    .delivered()
                    .on("01-19")
                    .confirmed();

            assertThat(standing().answers())
                    .containsExactly(
                            answer(To.TERMS, B, 1, 2, 1),
                            answer(To.DELIVERY, B, 3, 4, 3),
                            answer(To.DELIVERY, B, 5, 6, 4));
        }

        @Test
        void nobody_gave_are_none() {
            life.on("01-01")
                    .made(A, "01-20")
                    .proposed("01-25")
                    .delivered()
                    .on("01-09")
                    .uncontested();

            assertThat(standing().answers()).isEmpty();
        }

        private static Answer answer(To to, Side by, long asked, long entry, int days) {
            return new Answer(to, by, asked, entry, Duration.ofDays(days).toMillis());
        }
    }
}
