package dev.kept.projections.kinds.commitments;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.events.CommitmentEvent;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.commitments.Occurrence.DisputeEnd;
import dev.kept.projections.kinds.commitments.Occurrence.Ending;
import dev.kept.projections.kinds.commitments.Occurrence.How;
import dev.kept.projections.kinds.commitments.Occurrence.ProposalOutcome;
import dev.kept.projections.kinds.commitments.Waiting.What;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.ViewJson;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CommitmentFoldTest {

    private static final String DUE = "01-20";
    private static final UUID FINDING = new UUID(7, 7);
    private final Life life = new Life();

    @AfterEach
    void whatever_happened_the_view_and_its_brief_read_back_as_they_were_stored() {
        if (life.entries().isEmpty()) {
            return;
        }
        CommitmentView view = life.view();
        assertThat(ViewJson.read(ViewJson.write(view), CommitmentView.class)).isEqualTo(view);
        Standing brief = Standing.of(view);
        assertThat(ViewJson.read(ViewJson.write(brief), Standing.class)).isEqualTo(brief);
        assertThat(view.lastSequence()).isEqualTo(life.entries().size() - 1);
    }

    private static Provenance by(@Nullable Side side, long sequence, String when) {
        return side == null
                ? new Provenance(sequence, Life.instant(when), null, "system")
                : new Provenance(sequence, Life.instant(when), side == A ? Life.A_MEMBER : Life.B_MEMBER, side.name());
    }

    @Test
    void a_life_begins_by_being_made_or_requested() {
        Entry confirmation = new Life()
                .on("01-02")
                .made(A, DUE)
                .delivered()
                .confirmed()
                .entries()
                .getLast();

        assertThatThrownBy(() -> new CommitmentFold().evolve(null, confirmation))
                .isInstanceOf(UnreadableStatement.class);
    }

    @Nested
    class Requested {
        @Test
        void it_waits_for_the_promisor() {
            life.on("01-02").requested(A, DUE);

            assertThat(life.view().state()).isEqualTo(State.REQUESTED);
            assertThat(life.view().requested()).isTrue();
            assertThat(life.view().agreed()).isNull();
            assertThat(life.view().waiting())
                    .containsExactly(new Waiting(
                            What.ANSWER_REQUEST, A, null, null, 0, Life.instant("01-02"), Life.instant(DUE)));
        }

        @Test
        void accepted_it_is_open_and_its_first_due_is_the_one_accepted() {
            life.on("01-02").requested(A, DUE).on("01-03").requestAccepted(A);

            CommitmentView view = life.view();
            assertThat(view.state()).isEqualTo(State.OPEN);
            assertThat(view.agreed()).isEqualTo(by(A, 1, "01-03"));
            assertThat(view.versions()).singleElement().satisfies(version -> {
                assertThat(version.by()).isEqualTo(B);
                assertThat(version.agreed()).isEqualTo(by(A, 1, "01-03"));
            });
            assertThat(life.seen().dues())
                    .extracting(Occurrence.AgreedDue::agreed)
                    .containsExactly(by(A, 1, "01-03"));
            assertThat(view.waiting()).extracting(Waiting::what, Waiting::side).containsExactly(turn(What.DELIVER, A));
        }

        @Test
        void declined_it_ends_with_the_reason() {
            life.on("01-02").requested(A, DUE).requestDeclined(A);

            assertThat(life.view().state()).isEqualTo(State.DECLINED);
            assertThat(life.view().declined()).satisfies(declined -> {
                assertThat(declined).isNotNull();
                assertThat(declined.by().sequence()).isEqualTo(1);
                assertThat(declined.reason()).isInstanceOf(Text.Sealed.class);
            });
            assertThat(life.view().waiting()).isEmpty();
        }

        @Test
        void countered_it_is_the_other_sides_turn_and_the_counter_is_what_gets_agreed() {
            life.on("01-02").requested(A, DUE).requestCountered(A, "01-25");

            assertThat(life.view().waiting())
                    .extracting(Waiting::what, Waiting::side, Waiting::since)
                    .containsExactly(tuple(What.ANSWER_REQUEST, B, 1L));

            life.requestAccepted(B);

            assertThat(life.view().state()).isEqualTo(State.OPEN);
            assertThat(life.seen().originalDue().at()).isEqualTo(Life.instant("01-25"));
            assertThat(life.view().versions())
                    .extracting(CommitmentView.TermsVersion::by, version -> version.agreed() != null)
                    .containsExactly(tuple(B, false), tuple(A, true));
        }

        @Test
        void taken_back_by_who_asked_it_is_withdrawn_without_ever_having_been_a_promise() {
            life.on("01-02").requested(A, DUE).withdrawnBy(B);

            assertThat(life.view().state()).isEqualTo(State.WITHDRAWN);
            assertThat(life.view().agreed()).isNull();
            assertThat(life.view().waiting()).isEmpty();
        }

        @Test
        void nothing_can_be_delivered_before_it_is_accepted() {
            assertThatThrownBy(() -> new Life().requested(A, DUE).delivered().view())
                    .isInstanceOf(UnreadableStatement.class);
        }
    }

    @Nested
    class Made {
        {
            life.on("01-02").made(A, DUE);
        }

        @Test
        void it_is_open_at_once() {
            CommitmentView view = life.view();

            assertThat(view.state()).isEqualTo(State.OPEN);
            assertThat(view.promisor()).isEqualTo(A);
            assertThat(view.promisee()).isEqualTo(B);
            assertThat(view.begun()).isEqualTo(by(A, 0, "01-02")).isEqualTo(view.agreed());
            assertThat(life.seen().due()).isEqualTo(life.seen().originalDue());
            assertThat(view.waiting())
                    .containsExactly(
                            new Waiting(What.DELIVER, A, 1, null, 0, Life.instant("01-02"), Life.instant(DUE)));
        }

        @Test
        void updates_tell_how_it_goes() {
            life.on("01-05").updated(40).on("01-06").warned();

            assertThat(life.view().state()).isEqualTo(State.OPEN);
            assertThat(life.seen().updates())
                    .extracting(Occurrence.Update::told, Occurrence.Update::progress, Occurrence.Update::atRisk)
                    .containsExactly(tuple(by(A, 1, "01-05"), 40, false), tuple(by(A, 2, "01-06"), null, true));
            assertThat(life.seen().updates().getFirst().confidence()).isEqualTo(Confidence.MEDIUM);
            assertThat(Standing.of(life.view()).line(1)).satisfies(line -> {
                assertThat(line.progress()).isEqualTo(40);
                assertThat(line.atRisk()).isTrue();
            });
        }

        @Test
        void delivered_at_the_due_instant_is_in_time() {
            life.on(DUE).delivered();

            assertThat(life.view().state()).isEqualTo(State.DELIVERED);
            assertThat(life.view().waiting())
                    .containsExactly(new Waiting(
                            What.CONFIRM_DELIVERY, B, 1, null, 1, Life.instant(DUE), Life.instant("01-27")));
            assertThat(life.seen().deliveries()).singleElement().satisfies(delivery -> {
                assertThat(delivery.onTime()).isTrue();
                assertThat(delivery.evidence())
                        .singleElement()
                        .satisfies(evidence -> assertThat(evidence.label()).isInstanceOf(Text.Sealed.class));
            });
        }

        @Test
        void confirmed_it_is_kept() {
            life.on("01-19").delivered().on("01-21").confirmed();

            assertThat(life.view().state()).isEqualTo(State.KEPT);
            assertThat(life.view().waiting()).isEmpty();
            assertThat(life.seen().deliveries().getLast().accepted()).satisfies(accepted -> {
                assertThat(accepted).isNotNull();
                assertThat(accepted.how()).isEqualTo(How.CONFIRMED);
                assertThat(accepted.by()).isEqualTo(by(B, 2, "01-21"));
            });
        }

        @Test
        void with_the_window_over_it_is_kept_and_marked_not_contested() {
            life.on("01-19").delivered().on("01-26").uncontested();

            assertThat(life.view().state()).isEqualTo(State.KEPT);
            assertThat(life.seen().deliveries().getLast().accepted()).satisfies(accepted -> {
                assertThat(accepted).isNotNull();
                assertThat(accepted.how()).isEqualTo(How.NOT_CONTESTED);
                assertThat(accepted.by()).isEqualTo(by(null, 2, "01-26"));
            });
        }

        @Test
        void disputed_it_waits_for_both() {
            life.on("01-19").delivered().on("01-21").disputed();

            assertThat(life.view().state()).isEqualTo(State.DISPUTED);
            assertThat(life.view().waiting())
                    .extracting(Waiting::what, Waiting::side)
                    .containsExactly(turn(What.SETTLE_DISPUTE, A), turn(What.SETTLE_DISPUTE, B));
        }

        @Test
        void with_the_dispute_withdrawn_the_delivery_counts_with_its_own_time() {
            life.on("01-19").delivered().on("01-21").disputed().on("02-01").disputeWithdrawn();

            assertThat(life.view().state()).isEqualTo(State.KEPT);
            Occurrence.Delivery delivery = life.seen().deliveries().getLast();
            assertThat(delivery.dispute()).satisfies(dispute -> {
                assertThat(dispute).isNotNull();
                assertThat(dispute.disputed()).isEqualTo(by(B, 2, "01-21"));
                assertThat(dispute.escalated()).isNull();
                assertThat(dispute.ended()).satisfies(ended(Ending.WITHDRAWN, by(B, 3, "02-01"), null));
            });
            assertThat(delivery.accepted()).satisfies(accepted -> {
                assertThat(accepted).isNotNull();
                assertThat(accepted.how()).isEqualTo(How.DISPUTE_WITHDRAWN);
            });
        }

        @Test
        void taken_to_the_mediator_says_by_whom_and_stays_disputed() {
            life.on("01-19").delivered().disputed().on("01-22").escalated(A);

            assertThat(life.view().state()).isEqualTo(State.DISPUTED);
            assertThat(dispute(0).ended()).isNull();
            assertThat(dispute(0).escalated()).satisfies(escalated -> {
                assertThat(escalated).isNotNull();
                assertThat(escalated.by()).isEqualTo(by(A, 3, "01-22"));
                assertThat(escalated.reason()).isInstanceOf(Text.Sealed.class);
            });
        }

        @Test
        void found_kept_the_delivery_counts_with_its_own_time() {
            life.on("01-19").delivered().disputed().escalated(A).on("02-01").resolved(B, FINDING, true);

            assertThat(life.view().state()).isEqualTo(State.KEPT);
            assertThat(dispute(0).ended()).satisfies(ended(Ending.FOUND_KEPT, by(B, 4, "02-01"), FINDING));
            assertThat(dispute(0).escalated()).isNotNull();
            assertThat(life.seen().deliveries().getLast().accepted()).satisfies(accepted -> {
                assertThat(accepted).isNotNull();
                assertThat(accepted.how()).isEqualTo(How.FOUND_KEPT);
            });
            assertThat(life.seen().miss()).isNull();
            assertThat(life.view().waiting()).isEmpty();
        }

        @Test
        void found_kept_late_it_is_kept_late() {
            life.on("01-21").missed().delivered().disputed().resolved(A, FINDING, true);

            assertThat(life.view().state()).isEqualTo(State.KEPT_LATE);
        }

        @Test
        void found_not_kept_it_is_missed_and_waits_to_be_made_good() {
            life.on("01-10")
                    .warned()
                    .on("01-19")
                    .delivered()
                    .disputed()
                    .on("02-01")
                    .resolved(B, FINDING, false);

            assertThat(life.view().state()).isEqualTo(State.MISSED);
            assertThat(dispute(0).ended()).satisfies(ended(Ending.FOUND_NOT_KEPT, by(B, 4, "02-01"), FINDING));
            assertThat(life.seen().deliveries().getLast().accepted()).isNull();
            assertThat(life.seen().miss()).satisfies(miss -> {
                assertThat(miss).isNotNull();
                assertThat(miss.missed()).isEqualTo(by(B, 4, "02-01"));
                assertThat(miss.admitted()).isFalse();
                assertThat(miss.finding()).isEqualTo(FINDING);
                assertThat(miss.due().at()).isEqualTo(Life.instant(DUE));
                assertThat(miss.notice()).isEqualTo(by(A, 1, "01-10"));
            });
            assertThat(life.view().waiting())
                    .extracting(Waiting::what, Waiting::side, Waiting::since)
                    .containsExactly(tuple(What.GIVE_REASON, A, 4L), tuple(What.DELIVER_LATE, A, 4L));
        }

        @Test
        void found_not_kept_and_made_good_it_is_kept_late() {
            life.on("01-10").delivered().disputed().resolved(B, FINDING, false);
            life.on("01-12").delivered();
            assertThat(life.view().state()).isEqualTo(State.DELIVERED_LATE);
            life.confirmed();

            assertThat(life.view().state()).isEqualTo(State.KEPT_LATE);
            assertThat(life.seen().deliveries()).hasSize(2);
        }

        @Test
        void found_not_kept_after_a_miss_the_miss_stays_the_one_it_was() {
            life.on("01-21").missed().reason().on("01-25").delivered().disputed();
            life.on("02-01").resolved(B, FINDING, false);

            assertThat(life.view().state()).isEqualTo(State.MISSED);
            assertThat(life.seen().miss()).satisfies(miss -> {
                assertThat(miss).isNotNull();
                assertThat(miss.missed()).isEqualTo(by(null, 1, "01-21"));
                assertThat(miss.finding()).isNull();
            });
            assertThat(life.view().waiting())
                    .extracting(Waiting::what, Waiting::since)
                    .containsExactly(tuple(What.DELIVER_LATE, 5L));
        }

        @Test
        void a_dispute_ends_when_it_is_delivered_again() {
            life.on("01-10").delivered().disputed().on("01-12").delivered().disputed();

            assertThat(dispute(0).ended()).satisfies(ended(Ending.REDELIVERED, by(A, 3, "01-12"), null));
            assertThat(dispute(1).ended()).isNull();
        }

        private Occurrence.Dispute dispute(int delivery) {
            return Objects.requireNonNull(life.seen().deliveries().get(delivery).dispute());
        }

        private static Consumer<@Nullable DisputeEnd> ended(Ending how, Provenance by, @Nullable UUID finding) {
            return end -> {
                assertThat(end).isNotNull();
                assertThat(end.how()).isEqualTo(how);
                assertThat(end.by()).isEqualTo(by);
                assertThat(end.finding()).isEqualTo(finding);
            };
        }

        @Test
        void delivered_again_the_time_of_the_second_delivery_counts() {
            life.on("01-19").delivered().on("01-21").disputed().on("01-23").delivered();
            assertThat(life.view().state()).isEqualTo(State.DELIVERED_LATE);
            life.on("01-24").confirmed();

            assertThat(life.view().state()).isEqualTo(State.KEPT_LATE);
            assertThat(life.seen().miss()).isNull();
            assertThat(life.seen().deliveries())
                    .extracting(Occurrence.Delivery::onTime, d -> d.accepted() != null, d -> d.dispute() != null)
                    .containsExactly(tuple(true, false, true), tuple(false, true, false));
        }

        @Test
        void delivered_again_in_time_it_is_kept() {
            life.on("01-10").delivered().disputed().on("01-12").delivered().confirmed();

            assertThat(life.view().state()).isEqualTo(State.KEPT);
        }

        @Test
        void released_it_is_closed() {
            life.on("01-05").released();

            assertThat(life.view().state()).isEqualTo(State.RELEASED);
            assertThat(life.view().closed()).satisfies(closed -> {
                assertThat(closed).isNotNull();
                assertThat(closed.by()).isEqualTo(by(B, 1, "01-05"));
            });
            assertThat(life.view().waiting()).isEmpty();
        }

        @Test
        void withdrawn_it_is_closed_and_open_proposals_lapse() {
            life.on("01-05").proposed("01-30").withdrawn();

            assertThat(life.view().state()).isEqualTo(State.WITHDRAWN);
            assertThat(life.seen().proposals())
                    .extracting(Occurrence.Proposal::outcome)
                    .containsExactly(ProposalOutcome.LAPSED);
            assertThat(life.view().waiting()).isEmpty();
        }
    }

    @Nested
    class Missed {
        {
            life.on("01-02").made(A, DUE);
        }

        @Test
        void the_system_records_a_due_that_passed() {
            life.on("01-21").missed();

            assertThat(life.view().state()).isEqualTo(State.MISSED);
            assertThat(life.seen().miss()).satisfies(miss -> {
                assertThat(miss).isNotNull();
                assertThat(miss.admitted()).isFalse();
                assertThat(miss.notice()).isNull();
                assertThat(miss.missed()).isEqualTo(by(null, 1, "01-21"));
            });
            assertThat(life.view().waiting())
                    .extracting(Waiting::what, Waiting::side)
                    .containsExactly(turn(What.GIVE_REASON, A), turn(What.DELIVER_LATE, A));
        }

        @Test
        void admitted_before_the_due_it_is_its_own_notice() {
            life.on("01-15").admitted();

            assertThat(life.seen().miss()).satisfies(miss -> {
                assertThat(miss).isNotNull();
                assertThat(miss.admitted()).isTrue();
                assertThat(miss.notice()).isEqualTo(by(A, 1, "01-15"));
                assertThat(miss.reasons()).hasSize(1);
            });
        }

        @Test
        void admitted_at_the_due_instant_it_is_no_notice() {
            life.on(DUE).admitted();

            assertThat(life.seen().miss()).satisfies(miss -> {
                assertThat(miss).isNotNull();
                assertThat(miss.notice()).isNull();
            });
        }

        @Test
        void a_warning_before_the_due_is_notice_even_when_something_better_was_told_later() {
            life.on("01-10").warned().on("01-12").updated(80).on("01-21").missed();

            assertThat(notice()).isEqualTo(by(A, 1, "01-10"));
        }

        @Test
        void a_proposal_of_the_promisor_is_notice_even_when_it_was_declined() {
            life.on("01-10").proposed("01-30").declined().on("01-21").missed();

            assertThat(notice()).isEqualTo(by(A, 1, "01-10"));
        }

        @Test
        void a_proposal_of_the_promisee_is_no_notice_of_the_promisor() {
            life.on("01-10").proposed(B, "01-15").on("01-21").missed();

            assertThat(notice()).isNull();
        }

        @Test
        void a_warning_about_an_earlier_due_does_not_speak_of_the_next_one() {
            life.on("01-10").warned().proposed("01-30").accepted().on("01-31").missed();

            assertThat(notice()).isNull();
        }

        @Test
        void reasons_are_kept_in_order() {
            life.on("01-21").missed().on("01-22").reason().on("01-23").reason();

            assertThat(life.seen().miss()).satisfies(miss -> {
                assertThat(miss).isNotNull();
                assertThat(miss.reasons())
                        .extracting(Occurrence.Reason::given)
                        .containsExactly(by(A, 2, "01-22"), by(A, 3, "01-23"));
            });
            assertThat(life.view().waiting()).extracting(Waiting::what).containsExactly(What.DELIVER_LATE);
        }

        @Test
        void excused_it_is_settled_and_the_miss_stays_visible() {
            life.on("01-21").missed().on("01-22").excused();

            assertThat(life.view().state()).isEqualTo(State.EXCUSED);
            assertThat(life.seen().miss()).satisfies(miss -> {
                assertThat(miss).isNotNull();
                assertThat(miss.excused()).isEqualTo(by(B, 2, "01-22"));
            });
            assertThat(life.view().waiting()).isEmpty();
        }

        @Test
        void delivered_late_and_confirmed_it_is_kept_late() {
            life.on("01-21").missed().on("01-22").delivered();
            assertThat(life.view().state()).isEqualTo(State.DELIVERED_LATE);
            life.confirmed();

            assertThat(life.view().state()).isEqualTo(State.KEPT_LATE);
            assertThat(life.seen().miss()).isNotNull();
        }

        @Test
        void admitted_and_then_delivered_before_the_due_it_is_still_late() {
            life.on("01-10").admitted().on("01-15").delivered().uncontested();

            assertThat(life.view().state()).isEqualTo(State.KEPT_LATE);
        }

        @Test
        void terms_accepted_after_a_miss_do_not_lift_it() {
            life.on("01-21").missed().proposed("01-30").accepted();
            assertThat(life.view().state()).isEqualTo(State.MISSED);
            life.on("01-25").delivered().confirmed();

            assertThat(life.view().state()).isEqualTo(State.KEPT_LATE);
            assertThat(life.seen().judgedDue()).isEqualTo(Life.instant(DUE));
            assertThat(life.seen().due().at()).isEqualTo(Life.instant("01-30"));
            assertThat(life.seen().proposals()).singleElement().satisfies(p -> {
                assertThat(p.beforeDue()).isFalse();
                assertThat(p.notice()).isNull();
            });
        }

        @Test
        void a_late_delivery_disputed_and_taken_as_it_is_was_kept_late() {
            life.on("01-21").missed().delivered().disputed().disputeWithdrawn();

            assertThat(life.view().state()).isEqualTo(State.KEPT_LATE);
        }

        private @Nullable Provenance notice() {
            return Objects.requireNonNull(life.seen().miss()).notice();
        }
    }

    @Nested
    class Renegotiated {
        {
            life.on("01-02").made(A, DUE);
        }

        @Test
        void proposed_terms_wait_for_the_other_side_and_change_nothing_yet() {
            life.on("01-10").proposed("01-30");

            assertThat(life.seen().due().at()).isEqualTo(Life.instant(DUE));
            assertThat(life.view().waiting())
                    .extracting(Waiting::what, Waiting::side, Waiting::proposal)
                    .contains(tuple(What.ANSWER_TERMS, B, life.proposal()));
        }

        @Test
        void accepted_terms_are_in_force_and_every_earlier_date_stays() {
            life.on("01-10")
                    .proposed("01-30")
                    .on("01-11")
                    .accepted()
                    .on("01-25")
                    .proposed("02-05")
                    .accepted();

            CommitmentView view = life.view();
            assertThat(life.seen().originalDue().at()).isEqualTo(Life.instant(DUE));
            assertThat(life.seen().due().at()).isEqualTo(Life.instant("02-05"));
            assertThat(life.seen().due().zone()).isEqualTo("Europe/Lisbon");
            assertThat(life.seen().dues())
                    .extracting(due -> due.due().at(), due -> due.agreed().sequence())
                    .containsExactly(
                            tuple(Life.instant(DUE), 0L),
                            tuple(Life.instant("01-30"), 2L),
                            tuple(Life.instant("02-05"), 4L));
            assertThat(view.versions())
                    .extracting(
                            CommitmentView.TermsVersion::version,
                            v -> v.terms().due().at())
                    .containsExactly(
                            tuple(1, Life.instant(DUE)),
                            tuple(2, Life.instant("01-30")),
                            tuple(3, Life.instant("02-05")));
            assertThat(view.terms().title())
                    .isEqualTo(view.versions().getFirst().terms().title());
            assertThat(view.terms().details())
                    .isNotEqualTo(view.versions().getFirst().terms().details());
        }

        @Test
        void delivered_by_the_agreed_date_it_is_kept() {
            life.on("01-10")
                    .proposed("01-30")
                    .accepted()
                    .on("01-29")
                    .delivered()
                    .confirmed();

            assertThat(life.view().state()).isEqualTo(State.KEPT);
            assertThat(Standing.of(life.view()).line(1).keptOnOriginal()).isFalse();
        }

        @Test
        void declined_terms_leave_those_in_force() {
            life.on("01-10").proposed("01-30").declined();

            assertThat(life.seen().due().at()).isEqualTo(Life.instant(DUE));
            assertThat(life.seen().proposals()).singleElement().satisfies(p -> {
                assertThat(p.outcome()).isEqualTo(ProposalOutcome.DECLINED);
                assertThat(p.answerReason()).isNotNull();
            });
        }

        @Test
        void a_counter_is_another_proposal_and_the_first_of_them_gave_notice() {
            life.on("01-10").proposed("02-28").on("01-21").countered(B, "01-30").acceptedBy(A);

            assertThat(life.seen().proposals())
                    .extracting(Occurrence.Proposal::by, Occurrence.Proposal::outcome)
                    .containsExactly(tuple(A, ProposalOutcome.COUNTERED), tuple(B, ProposalOutcome.ACCEPTED));
            assertThat(life.seen().proposals().getLast().notice()).isEqualTo(by(A, 1, "01-10"));
            assertThat(life.seen().due().at()).isEqualTo(Life.instant("01-30"));
        }

        @Test
        void a_warning_given_in_time_announces_what_was_proposed_only_later() {
            life.on("01-10").warned().on("01-21").missed().proposed("01-30").accepted();

            assertThat(life.seen().proposals().getLast().notice()).isEqualTo(by(A, 1, "01-10"));
        }

        @Test
        void a_proposal_nobody_answered_lapses_with_the_delivery() {
            life.on("01-10").proposed("01-30").on("01-15").delivered();

            assertThat(life.seen().proposals())
                    .extracting(Occurrence.Proposal::outcome)
                    .containsExactly(ProposalOutcome.LAPSED);
            assertThat(life.view().waiting()).extracting(Waiting::what).containsExactly(What.CONFIRM_DELIVERY);
        }
    }

    @Nested
    class Recurring {
        {
            life.on("01-02").made(A, Life.recurring("01-09", "01-16", "01-23"));
        }

        @Test
        void each_occurrence_has_its_own_due_and_the_next_one_is_current() {
            assertThat(life.view().occurrences())
                    .extracting(o -> o.due().at())
                    .containsExactly(Life.instant("01-09"), Life.instant("01-16"), Life.instant("01-23"));
            assertThat(life.view().current()).isEqualTo(1);
            assertThat(life.view().waiting()).hasSize(1);
        }

        @Test
        void each_occurrence_is_kept_or_missed_by_itself() {
            life.on("01-08").occurrence(1).delivered().confirmed();
            life.on("01-17").occurrence(2).missed();

            assertThat(life.view().occurrences())
                    .extracting(Occurrence::state)
                    .containsExactly(State.KEPT, State.MISSED, State.OPEN);
            assertThat(life.view().state()).isEqualTo(State.OPEN);
            assertThat(life.view().current()).isEqualTo(3);
        }

        @Test
        void renegotiating_one_occurrence_leaves_the_others() {
            life.on("01-12").occurrence(2).proposed("01-18").accepted();

            assertThat(life.view().occurrences())
                    .extracting(o -> o.due().at())
                    .containsExactly(Life.instant("01-09"), Life.instant("01-18"), Life.instant("01-23"));
            assertThat(life.view().occurrence(2).terms()).isNotNull();
            assertThat(life.view().terms().recurrence()).isNotNull();
            assertThat(life.view().versions())
                    .extracting(CommitmentView.TermsVersion::occurrence)
                    .containsExactly(null, 2);
        }

        @Test
        void releasing_closes_only_what_is_still_open() {
            life.on("01-08").occurrence(1).delivered();
            life.on("01-17").occurrence(2).missed().proposed("01-20");
            life.on("01-18").released();

            assertThat(life.view().occurrences())
                    .extracting(Occurrence::state)
                    .containsExactly(State.DELIVERED, State.MISSED, State.RELEASED);
            assertThat(life.view().occurrence(2).openProposal()).isNull();

            life.on("01-19").occurrence(1).confirmed().occurrence(2).delivered().confirmed();

            assertThat(life.view().occurrences())
                    .extracting(Occurrence::state)
                    .containsExactly(State.KEPT, State.KEPT_LATE, State.RELEASED);
        }

        @Test
        void an_occurrence_nobody_promised_is_refused() {
            assertThatThrownBy(() -> new Life()
                            .made(A, Life.recurring("01-09", "01-16"))
                            .occurrence(3)
                            .delivered()
                            .view())
                    .isInstanceOf(UnreadableStatement.class);
        }
    }

    @Test
    void every_kind_of_entry_about_a_commitment_is_played_by_these_lives() {
        List<Class<?>> played = new Life()
                        .on("01-02")
                        .requested(A, DUE)
                        .requestCountered(A, DUE)
                        .requestAccepted(B)
                        .updated(1)
                        .proposed("01-21")
                        .countered(B, "01-22")
                        .acceptedBy(A)
                        .proposed("01-24")
                        .declined()
                        .delivered()
                        .disputed()
                        .disputeWithdrawn()
                        .made(A, DUE)
                        .delivered()
                        .disputed()
                        .escalated(A)
                        .resolved(B, FINDING, true)
                        .requested(B, DUE)
                        .requestDeclined(B)
                        .made(B, DUE)
                        .delivered()
                        .confirmed()
                        .made(B, DUE)
                        .delivered()
                        .uncontested()
                        .made(B, DUE)
                        .missed()
                        .reason()
                        .excused()
                        .made(B, DUE)
                        .released()
                        .made(B, DUE)
                        .withdrawn()
                        .entries()
                        .stream()
                        .<Class<?>>map(entry -> entry.event().getClass())
                        .distinct()
                        .toList();

        assertThat(played).containsExactlyInAnyOrder(CommitmentEvent.class.getPermittedSubclasses());
    }

    private static Tuple turn(What what, Side side) {
        return tuple(what, side);
    }
}
