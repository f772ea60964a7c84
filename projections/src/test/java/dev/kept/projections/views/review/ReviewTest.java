package dev.kept.projections.views.review;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.commitments.Life;
import dev.kept.projections.kinds.findings.FindingView;
import dev.kept.projections.kinds.findings.FindingView.FindingOn;
import dev.kept.projections.kinds.findings.FindingView.FindingState;
import dev.kept.projections.kinds.questions.QuestionView;
import dev.kept.projections.kinds.questions.QuestionView.QuestionState;
import dev.kept.projections.kinds.questions.QuestionView.SideAnswer;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.Party;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import dev.kept.projections.views.review.ReviewAnswer.AnsweredKind;
import dev.kept.projections.views.review.ReviewAnswer.ChainEntry;
import dev.kept.projections.views.review.ReviewAnswer.Claim;
import dev.kept.projections.views.review.ReviewAnswer.ClaimKind;
import dev.kept.projections.views.review.ReviewAnswer.MissedDue;
import dev.kept.projections.views.review.ReviewAnswer.OpenDispute;
import dev.kept.projections.views.review.ReviewAnswer.Renegotiation;
import dev.kept.projections.views.review.ReviewAnswer.ResponseTime;
import dev.kept.projections.views.review.ReviewAnswer.SideCounts;
import dev.kept.projections.views.review.ReviewAnswer.Unanswered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReviewTest {

    private static final Text TITLE = new Text.Sealed(0, "title", "digest");
    private static final LedgerView LEDGER = new LedgerView(
            Life.LEDGER, TITLE, Instant.EPOCH, new Party(TITLE, 0), null, List.of(), List.of(), List.of());

    private final Life life = new Life();
    private final List<FindingView> findings = new ArrayList<>();
    private final List<QuestionView> questions = new ArrayList<>();

    private ReviewAnswer review() {
        return new Review(life.standings(), List.of(), questions, findings)
                .answer(LEDGER, life.head(), life::view, this::entriesAbout);
    }

    private List<Entry> entriesAbout(Collection<UUID> items) {
        return life.entries().stream()
                .filter(entry -> items.contains(entry.event().subject()))
                .toList();
    }

    private static SideCounts counts(int a, int b) {
        return new SideCounts(a, b, a + b);
    }

    @Test
    void of_a_ledger_in_which_nothing_happened_is_empty() {
        ReviewAnswer review = review();

        assertThat(review.disputes()).isEmpty();
        assertThat(review.misses().all()).isEqualTo(counts(0, 0));
        assertThat(review.unanswered()).isEmpty();
        assertThat(review.responseTimes().a()).isEqualTo(new ResponseTime(0, null));
    }

    @Nested
    class A_dispute {

        private OpenDispute only() {
            ReviewAnswer review = review();
            assertThat(review.disputeCount()).isEqualTo(1);
            return review.disputes().getFirst();
        }

        @Test
        void puts_what_each_side_says_beside_the_other() {
            life.on("01-01")
                    .made(B, "01-20")
                    .on("01-10")
                    .delivered()
                    .on("01-11")
                    .disputed();
            life.on("01-12").delivered().on("01-13").disputed().escalated(B);

            OpenDispute dispute = only();
            assertThat(dispute.promisor()).isEqualTo(B);
            assertThat(dispute.occurrence()).isNull();
            assertThat(dispute.since().sequence()).isEqualTo(4);
            assertThat(dispute.escalated()).isNotNull();
            assertThat(dispute.claims().a())
                    .extracting(Claim::what, claim -> claim.said().sequence())
                    .containsExactly(tuple(ClaimKind.DISPUTED, 2L), tuple(ClaimKind.DISPUTED, 4L));
            assertThat(dispute.claims().b())
                    .extracting(
                            Claim::what,
                            claim -> claim.said().sequence(),
                            claim -> claim.evidence().size())
                    .containsExactly(tuple(ClaimKind.DELIVERED, 1L, 1), tuple(ClaimKind.DELIVERED, 3L, 1));
            assertThat(dispute.chain())
                    .extracting(ChainEntry::sequence, ChainEntry::type)
                    .containsExactly(
                            tuple(0L, "dev.kept.commitment.made.v1"),
                            tuple(1L, "dev.kept.commitment.delivered.v1"),
                            tuple(2L, "dev.kept.commitment.delivery-disputed.v1"),
                            tuple(3L, "dev.kept.commitment.delivered.v1"),
                            tuple(4L, "dev.kept.commitment.delivery-disputed.v1"),
                            tuple(5L, "dev.kept.commitment.dispute-escalated.v1"));
        }

        @Test
        void about_an_occurrence_shows_what_is_about_that_one() {
            life.on("01-01").made(A, Life.recurring("01-05", "01-12", "01-19"));
            life.on("01-02").occurrence(1).delivered();
            life.on("01-03").occurrence(2).delivered().occurrence(1).confirmed();
            life.occurrence(2).disputed();

            OpenDispute dispute = only();
            assertThat(dispute.occurrence()).isEqualTo(2);
            assertThat(dispute.chain()).extracting(ChainEntry::sequence).containsExactly(0L, 2L, 4L);
        }

        @Test
        void that_ended_is_not_there() {
            life.on("01-01").made(A, "01-20").delivered().disputed().disputeWithdrawn();
            life.made(A, "01-20").delivered().disputed().resolved(B, UUID.randomUUID(), false);
            life.made(A, "01-20").delivered().disputed().delivered();

            assertThat(review().disputeCount()).isZero();
            assertThat(review().disputes()).isEmpty();
        }

        @Test
        void names_the_findings_on_it_but_not_those_on_an_earlier_one() {
            life.on("01-01").made(A, "01-20").delivered().disputed().delivered().disputed();
            UUID commitment = life.commitments().getFirst();
            FindingView earlier = finding(3, new FindingOn(commitment, 1, true));
            FindingView now = finding(5, new FindingOn(commitment, 1, false));
            findings.addAll(List.of(earlier, now, finding(6, new FindingOn(UUID.randomUUID(), 1, true))));

            assertThat(only().findings()).containsExactly(now.finding());
            assertThat(review().findingCount()).isEqualTo(3);
        }

        private FindingView finding(long sequence, @Nullable FindingOn on) {
            return new FindingView(
                    UUID.randomUUID(),
                    FindingState.OPEN,
                    TITLE,
                    on,
                    List.of(),
                    new Provenance(sequence, Instant.EPOCH, null, "mediator"),
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    sequence,
                    List.of());
        }
    }

    @Nested
    class Patterns_stated_as_facts {
        @Test
        void misses_are_counted_per_side_with_and_without_notice() {
            life.on("01-01").made(A, "01-20").on("01-10").warned().on("01-21").missed();
            life.on("01-01").made(A, "01-20").on("01-21").missed().excused();
            life.on("01-01").made(B, "01-20").on("01-15").admitted();
            life.on("01-01").made(B, "01-20").on("01-19").delivered().confirmed();

            ReviewAnswer.Misses misses = review().misses();
            assertThat(misses.all()).isEqualTo(counts(2, 1));
            assertThat(misses.withoutNotice()).isEqualTo(counts(1, 0));
            assertThat(misses.items())
                    .extracting(MissedDue::promisor, MissedDue::entry, MissedDue::notice)
                    .containsExactly(tuple(A, 2L, 1L), tuple(A, 4L, null), tuple(B, 7L, 7L));
        }

        @Test
        void a_miss_that_a_finding_stated_is_one() {
            life.on("01-01").made(A, "01-20").on("01-21").missed().delivered().disputed();
            life.on("01-30").resolved(B, UUID.randomUUID(), false);

            assertThat(review().misses().all()).isEqualTo(counts(1, 0));
        }

        @Test
        void renegotiations_say_who_proposed_them_after_the_due() {
            life.on("01-01").made(A, "01-20").on("01-10").proposed(A, "01-25").accepted();
            life.on("01-26").missed().on("01-27").proposed(A, "02-10").accepted();
            life.on("01-01").made(A, "01-20").on("01-21").missed().on("01-22").proposed(B, "02-10");
            life.acceptedBy(A);
            life.on("01-01").made(B, "01-20").on("01-10").proposed(B, "01-25").declined();

            ReviewAnswer.Renegotiations renegotiations = review().renegotiations();
            assertThat(renegotiations.all()).isEqualTo(counts(3, 0));
            assertThat(renegotiations.proposed()).isEqualTo(counts(2, 1));
            assertThat(renegotiations.proposedAfterDue()).isEqualTo(counts(1, 1));
            assertThat(renegotiations.withoutNotice()).isEqualTo(counts(2, 0));
            assertThat(renegotiations.items())
                    .extracting(Renegotiation::proposedBy, Renegotiation::afterDue)
                    .containsExactly(tuple(A, false), tuple(A, true), tuple(B, true));
        }
    }

    @Nested
    class Answers {
        @Test
        void that_are_missing_come_with_the_side_and_the_longest_waiting_first() {
            life.on("01-02").made(A, "01-20").proposed(A, "01-25");
            life.on("01-03")
                    .requested(B, "01-20")
                    .on("01-04")
                    .requested(A, "01-20")
                    .requestDeclined(A);
            questions.add(question(0));

            ReviewAnswer review = review();
            assertThat(review.unansweredCount()).isEqualTo(3);
            assertThat(review.unanswered())
                    .extracting(Unanswered::what, Unanswered::side, Unanswered::since)
                    .containsExactly(
                            tuple(AnsweredKind.QUESTION, A, 0L),
                            tuple(AnsweredKind.TERMS, B, 1L),
                            tuple(AnsweredKind.REQUEST, B, 2L));
        }

        @Test
        void took_each_side_so_long_in_the_median() {
            life.on("01-01")
                    .made(A, "01-20")
                    .on("01-02")
                    .delivered()
                    .on("01-03")
                    .disputed();
            life.on("01-05").delivered().on("01-09").confirmed();
            life.on("01-10").requested(A, "01-20").on("01-11").requestDeclined(A);
            questions.add(question(0));

            ReviewAnswer.ResponseTimes times = review().responseTimes();
            assertThat(times.b()).isEqualTo(new ResponseTime(3, 24.0));
            assertThat(times.a()).isEqualTo(new ResponseTime(1, 24.0));
            assertThat(times.byKind())
                    .extracting(
                            ReviewAnswer.ResponseTimesOfKind::what,
                            of -> of.a().n(),
                            of -> of.b().medianHours())
                    .containsExactly(
                            tuple(AnsweredKind.REQUEST, 1, null),
                            tuple(AnsweredKind.TERMS, 0, null),
                            tuple(AnsweredKind.DELIVERY, 0, 60.0),
                            tuple(AnsweredKind.CONCERN, 0, null),
                            tuple(AnsweredKind.QUESTION, 0, 0.51));
        }

        /** Asked of both; B answered after half an hour and forty seconds. */
        private QuestionView question(long sequence) {
            Provenance asked = new Provenance(sequence, Instant.EPOCH, null, "mediator");
            Provenance answered = new Provenance(sequence + 1, Instant.EPOCH.plusSeconds(1_840), null, "B");
            return new QuestionView(
                    UUID.randomUUID(),
                    QuestionState.OPEN,
                    null,
                    TITLE,
                    List.of(),
                    asked,
                    List.of(new SideAnswer(Side.B, answered, TITLE)),
                    List.of(Turn.of(WaitingKind.ANSWER_QUESTION, Side.A, asked)),
                    sequence + 1);
        }
    }
}
