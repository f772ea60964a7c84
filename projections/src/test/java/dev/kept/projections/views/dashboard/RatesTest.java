package dev.kept.projections.views.dashboard;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.kinds.commitments.Life;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts in which rate, case by case: a promise made on 1 January, first due on the 20th, at noon. */
class RatesTest {

    private static final UUID FINDING = new UUID(7, 7);
    private static final String DUE = "2026-01-20T12:00:00Z";
    private static final String AFTER_DUE = "2026-01-20T12:00:00.001Z";

    /**
     * A case at a moment.
     *
     * @param life what happened to the promise
     * @param counted the one number of the dashboard that counts it
     * @param agreed kept of n, against the agreed due
     * @param original kept of n, against the first due
     * @param notice announced of n
     */
    record Case(
            String what,
            UnaryOperator<Life> life,
            String at,
            String counted,
            String agreed,
            String original,
            String notice) {

        @Override
        public String toString() {
            return what + ", at " + at;
        }
    }

    /** @param expected which number counts it, and the three rates, e.g. {@code kept 1/1 1/1 0/0} */
    private static Case at(String when, String what, UnaryOperator<Life> life, String expected) {
        String[] parts = expected.split(" ", -1);
        return new Case(what, life, when, parts[0], parts[1], parts[2], parts[3]);
    }

    static Stream<Case> open() {
        UnaryOperator<Life> open = life -> life;
        UnaryOperator<Life> warned = life -> life.on("01-10").warned();
        return Stream.of(
                at("01-02", "open", open, "open 0/0 0/0 0/0"),
                at(DUE, "open at its due", open, "open 0/0 0/0 0/0"),
                at(AFTER_DUE, "open, its due just passed", open, "missed 0/1 0/1 0/1"),
                at("03-01", "open, its due long passed and no entry says so yet", open, "missed 0/1 0/1 0/1"),
                at("01-11", "warned of", warned, "open 0/0 0/0 0/0"),
                at(AFTER_DUE, "warned of, its due just passed", warned, "missed 0/1 0/1 1/1"));
    }

    static Stream<Case> delivered_in_time() {
        UnaryOperator<Life> delivered = life -> life.on("01-18").delivered();
        UnaryOperator<Life> disputed = life -> delivered.apply(life).on("01-19").disputed();
        return Stream.of(
                at("01-18", "delivered", delivered, "awaiting 0/0 0/0 0/0"),
                at("01-25", "delivered, its due passed since", delivered, "awaiting 0/0 0/0 0/0"),
                at(
                        "01-19",
                        "kept, its first due ahead",
                        life -> delivered.apply(life).confirmed(),
                        "kept 1/1 0/0 0/0"),
                at(
                        DUE,
                        "kept, its first due come",
                        life -> delivered.apply(life).confirmed(),
                        "kept 1/1 1/1 0/0"),
                at(
                        "01-25",
                        "not contested",
                        life -> delivered.apply(life).on("01-25").uncontested(),
                        "kept 1/1 1/1 0/0"),
                at("01-19", "disputed", disputed, "disputed 0/0 0/0 0/0"),
                at("02-01", "disputed, its due passed since", disputed, "disputed 0/0 0/0 0/0"),
                at(
                        "02-01",
                        "disputed and withdrawn again",
                        life -> disputed.apply(life).on("02-01").disputeWithdrawn(),
                        "kept 1/1 1/1 0/0"),
                at(
                        "02-01",
                        "disputed and found kept",
                        life -> disputed.apply(life).on("02-01").resolved(B, FINDING, true),
                        "kept 1/1 1/1 0/0"),
                at(
                        "02-01",
                        "disputed and found not kept",
                        life -> disputed.apply(life).on("02-01").resolved(B, FINDING, false),
                        "missed 0/1 0/1 0/1"),
                at(
                        "02-02",
                        "found not kept and excused",
                        life -> disputed.apply(life)
                                .on("02-01")
                                .resolved(B, FINDING, false)
                                .excused(),
                        "excused 0/0 0/0 0/1"),
                at(
                        "02-02",
                        "found not kept and made good",
                        life -> disputed.apply(life)
                                .on("02-01")
                                .resolved(B, FINDING, false)
                                .delivered()
                                .confirmed(),
                        "keptLate 0/1 0/1 0/1"),
                at(
                        "01-21",
                        "disputed and delivered again in time",
                        life -> disputed.apply(life).delivered(),
                        "awaiting 0/0 0/0 0/0"),
                at(
                        "01-21",
                        "disputed, delivered again in time and kept",
                        life -> disputed.apply(life).delivered().confirmed(),
                        "kept 1/1 1/1 0/0"),
                at(
                        "01-23",
                        "disputed and delivered again late",
                        life -> disputed.apply(life).on("01-22").delivered(),
                        "awaiting 0/1 0/1 0/0"),
                at(
                        "01-23",
                        "disputed, delivered again late and disputed again",
                        life -> disputed.apply(life).on("01-22").delivered().disputed(),
                        "disputed 0/1 0/1 0/0"),
                at(
                        "01-23",
                        "disputed, delivered again late and kept",
                        life -> disputed.apply(life).on("01-22").delivered().confirmed(),
                        "keptLate 0/1 0/1 0/0"));
    }

    static Stream<Case> missed() {
        UnaryOperator<Life> missed = life -> life.on("01-21").missed();
        UnaryOperator<Life> late = life -> missed.apply(life).on("01-22").delivered();
        UnaryOperator<Life> disputed = life -> late.apply(life).on("01-23").disputed();
        UnaryOperator<Life> admitted = life -> life.on("01-10").admitted();
        return Stream.of(
                at("01-21", "missed", missed, "missed 0/1 0/1 0/1"),
                at(
                        "01-21",
                        "missed after a warning",
                        life -> life.on("01-10").warned().on("01-21").missed(),
                        "missed 0/1 0/1 1/1"),
                at("01-22", "delivered late", late, "awaiting 0/1 0/1 0/1"),
                at(
                        "01-23",
                        "delivered late before any entry told of the miss",
                        life -> life.on("01-22").delivered(),
                        "awaiting 0/1 0/1 0/1"),
                at(
                        "01-24",
                        "warned of and kept late before any entry told of the miss",
                        life -> life.on("01-10")
                                .warned()
                                .on("01-22")
                                .delivered()
                                .confirmed(),
                        "keptLate 0/1 0/1 1/1"),
                at("01-23", "delivered late and disputed", disputed, "disputed 0/1 0/1 0/1"),
                at("01-24", "kept late", life -> late.apply(life).confirmed(), "keptLate 0/1 0/1 0/1"),
                at(
                        "02-01",
                        "delivered late, disputed and withdrawn again",
                        life -> disputed.apply(life).disputeWithdrawn(),
                        "keptLate 0/1 0/1 0/1"),
                at(
                        "02-01",
                        "delivered late, disputed and found kept",
                        life -> disputed.apply(life).resolved(B, FINDING, true),
                        "keptLate 0/1 0/1 0/1"),
                at(
                        "02-01",
                        "delivered late, disputed and found not kept",
                        life -> disputed.apply(life).resolved(B, FINDING, false),
                        "missed 0/1 0/1 0/1"),
                at("01-22", "excused", life -> missed.apply(life).excused(), "excused 0/0 0/0 0/1"),
                at("01-11", "admitted early", admitted, "missed 0/1 0/0 1/1"),
                at("01-21", "admitted early, its first due passed since", admitted, "missed 0/1 0/1 1/1"),
                at(
                        "01-16",
                        "admitted early and delivered before the due",
                        life -> admitted.apply(life).on("01-15").delivered(),
                        "awaiting 0/1 0/0 1/1"),
                at(
                        "01-21",
                        "admitted early and kept late before the due",
                        life -> admitted.apply(life).on("01-15").delivered().confirmed(),
                        "keptLate 0/1 0/1 1/1"),
                at("01-21", "admitted after the due", life -> life.on("01-21").admitted(), "missed 0/1 0/1 0/1"));
    }

    static Stream<Case> renegotiated() {
        UnaryOperator<Life> moved = life -> life.on("01-10").proposed("01-30").accepted();
        UnaryOperator<Life> deliveredByNew =
                life -> moved.apply(life).on("01-29").delivered();
        UnaryOperator<Life> deliveredByFirst =
                life -> moved.apply(life).on("01-19").delivered();
        UnaryOperator<Life> earlier =
                life -> life.on("01-05").proposed(B, "01-10").acceptedBy(A);
        UnaryOperator<Life> afterMiss =
                life -> life.on("01-21").missed().on("01-22").proposed("01-30").accepted();
        return Stream.of(
                at("01-11", "moved past its first due", moved, "open 0/0 0/0 1/1"),
                at(AFTER_DUE, "moved past its first due, which just passed", moved, "open 0/0 0/1 1/1"),
                at("02-01", "moved, the new due passed as well", moved, "missed 0/1 0/1 1/2"),
                at("01-29", "moved and delivered by the new due", deliveredByNew, "awaiting 0/0 0/1 1/1"),
                at(
                        "01-29",
                        "moved, delivered by the new due and disputed",
                        life -> deliveredByNew.apply(life).disputed(),
                        "disputed 0/0 0/1 1/1"),
                at(
                        "01-29",
                        "moved and kept on the new due",
                        life -> deliveredByNew.apply(life).confirmed(),
                        "kept 1/1 0/1 1/1"),
                at("01-31", "moved and delivered by the first due after all", deliveredByFirst, "awaiting 0/0 0/0 1/1"),
                at(
                        "01-31",
                        "moved, delivered by the first due and disputed",
                        life -> deliveredByFirst.apply(life).disputed(),
                        "disputed 0/0 0/0 1/1"),
                at(
                        "01-31",
                        "moved and kept by the first due",
                        life -> deliveredByFirst.apply(life).confirmed(),
                        "kept 1/1 1/1 1/1"),
                at(
                        "01-31",
                        "moved, delivered by the first due, disputed and delivered again by the new one",
                        life -> deliveredByFirst
                                .apply(life)
                                .disputed()
                                .on("01-29")
                                .delivered(),
                        "awaiting 0/0 0/1 1/1"),
                at(
                        "02-01",
                        "moved, missed and kept late",
                        life -> moved.apply(life)
                                .on("01-31")
                                .missed()
                                .delivered()
                                .confirmed(),
                        "keptLate 0/1 0/1 1/2"),
                at(
                        "01-25",
                        "moved and released",
                        life -> moved.apply(life).on("01-24").released(),
                        "released 0/0 0/0 1/1"),
                at(
                        "01-25",
                        "moved and withdrawn",
                        life -> moved.apply(life).on("01-24").withdrawn(),
                        "withdrawn 0/0 0/0 1/1"),
                at(
                        "02-02",
                        "moved, missed and excused",
                        life -> moved.apply(life).on("01-31").missed().excused(),
                        "excused 0/0 0/0 1/2"),
                at("01-15", "moved to an earlier due, which passed", earlier, "missed 0/1 0/0 1/2"),
                at(
                        "01-19",
                        "moved to an earlier due, late for it and by the first",
                        life -> earlier.apply(life)
                                .on("01-11")
                                .missed()
                                .on("01-12")
                                .delivered(),
                        "awaiting 0/1 0/0 1/2"),
                at(
                        "01-21",
                        "moved to an earlier due, late for it and kept by the first",
                        life -> earlier.apply(life)
                                .on("01-11")
                                .missed()
                                .on("01-12")
                                .delivered()
                                .confirmed(),
                        "keptLate 0/1 1/1 1/2"),
                at("01-23", "moved after the due: the miss stays", afterMiss, "missed 0/1 0/1 0/2"),
                at(
                        "01-29",
                        "moved after the due and delivered by the new one",
                        life -> afterMiss.apply(life).on("01-29").delivered(),
                        "awaiting 0/1 0/1 0/2"),
                at(
                        "01-29",
                        "moved after the due and kept by the new one",
                        life -> afterMiss.apply(life).on("01-29").delivered().confirmed(),
                        "keptLate 0/1 0/1 0/2"),
                at("01-11", "other terms proposed", life -> life.on("01-10").proposed("01-30"), "open 0/0 0/0 0/0"),
                at(
                        "01-21",
                        "other terms proposed and unanswered when the due passed",
                        life -> life.on("01-10").proposed("01-30"),
                        "missed 0/1 0/1 1/1"),
                at(
                        "01-21",
                        "other terms declined and kept",
                        life -> life.on("01-10")
                                .proposed("01-30")
                                .declined()
                                .on("01-19")
                                .delivered()
                                .confirmed(),
                        "kept 1/1 1/1 0/0"));
    }

    /** An ending closes what was not due yet: the write side refuses it when there is nothing left of that. */
    static Stream<Case> closed() {
        UnaryOperator<Life> missed = life -> life.on("01-21").missed();
        return Stream.of(
                at(
                        "01-22",
                        "missed, and what is left released",
                        life -> missed.apply(life).released(),
                        "missed 0/1 0/1 0/1"),
                at(
                        "01-22",
                        "missed, and what is left withdrawn",
                        life -> missed.apply(life).withdrawn(),
                        "missed 0/1 0/1 0/1"),
                at("01-21", "released", life -> life.on("01-10").released(), "released 0/0 0/0 0/0"),
                at("01-21", "withdrawn", life -> life.on("01-10").withdrawn(), "withdrawn 0/0 0/0 0/0"));
    }

    /** A release or a withdrawal ends all occurrences that are left. */
    static Stream<Case> of_one_occurrence() {
        return Stream.of(open(), delivered_in_time(), missed(), renegotiated())
                .flatMap(cases -> cases)
                .filter(each -> !Set.of("released", "withdrawn").contains(each.counted()));
    }

    @ParameterizedTest
    @MethodSource({"open", "delivered_in_time", "missed", "renegotiated", "closed"})
    void every_case_counts_as_the_product_says(Case each) {
        Life life = each.life().apply(new Life().on("01-01").made(A, "01-20"));

        Dashboard dashboard = Dashboard.of(life.standings(), Life.instant(each.at()), ZoneOffset.UTC);

        assertCounted(dashboard.total().a(), each);
        assertCounted(dashboard.total().both(), each);
        assertThat(dashboard.total().b()).isEqualTo(new Tally().numbers());
    }

    /** An occurrence of a recurring promise is one case, beside another that lies far ahead. */
    @ParameterizedTest
    @MethodSource("of_one_occurrence")
    void an_occurrence_counts_as_a_promise_of_its_own(Case each) {
        Life life = each.life().apply(new Life().on("01-01").made(A, Life.recurring("01-20", "12-20")));

        Numbers numbers = Dashboard.of(life.standings(), Life.instant(each.at()), ZoneOffset.UTC)
                .total()
                .a();

        assertThat(numbers.open()).isEqualTo(each.counted().equals("open") ? 2 : 1);
        assertRates(numbers, each);
    }

    private static void assertCounted(Numbers numbers, Case each) {
        assertThat(Stream.of(
                                count("kept", numbers.kept()),
                                count("keptLate", numbers.keptLate()),
                                count("missed", numbers.missed()),
                                count("open", numbers.open()),
                                count("awaiting", numbers.awaitingConfirmation()),
                                count("disputed", numbers.disputed()),
                                count("excused", numbers.excused()),
                                count("released", numbers.released()),
                                count("withdrawn", numbers.withdrawn()))
                        .flatMap(one -> one))
                .containsExactly(each.counted());
        assertRates(numbers, each);
    }

    private static Stream<String> count(String name, int count) {
        return Stream.generate(() -> name).limit(count);
    }

    private static void assertRates(Numbers numbers, Case each) {
        assertThat(of(numbers.keptOnAgreedDates())).as("on agreed dates").isEqualTo(each.agreed());
        assertThat(of(numbers.keptOnOriginalDates())).as("on original dates").isEqualTo(each.original());
        assertThat(of(numbers.notice())).as("announced").isEqualTo(each.notice());
    }

    private static String of(Share share) {
        return share.count() + "/" + share.of();
    }
}
