package dev.kept.commitments.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import dev.kept.commitments.deadline.Awaited.WaitsFor;
import dev.kept.events.Actor;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsDeclined;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.MissExcused;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.RequestDeclined;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueInstantsTest {
    private static final UUID LEDGER = new UUID(1, 1);
    private static final UUID COMMITMENT = new UUID(2, 2);
    private static final UUID PROPOSAL = new UUID(3, 3);
    private static final Instant RECORDED = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-09T09:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-20T09:00:00Z");
    private static final Text WORDS = Text.of("words");
    private static final CommitmentEvent MADE = new CommitmentMade(COMMITMENT, Side.A, terms(DUE, null));
    private static final CommitmentEvent REQUESTED = new CommitmentRequested(COMMITMENT, Side.A, terms(DUE, null));
    private static final CommitmentEvent DELIVERED = new CommitmentDelivered(COMMITMENT, 1, null, List.of());
    private static final CommitmentEvent MISSED = new DeadlineMissed(COMMITMENT, 1, false, null);
    private static final CommitmentEvent PROPOSED =
            new TermsProposed(COMMITMENT, 1, PROPOSAL, Side.A, revised(LATER), WORDS);
    private static final CommitmentEvent ACCEPTED = new TermsAccepted(COMMITMENT, 1, PROPOSAL);

    private static final CheckInEvent CHECK_INS = new CheckInsProposed(
            COMMITMENT,
            Side.A,
            WORDS,
            new Due(DUE, "Europe/Berlin"),
            "FREQ=DAILY;INTERVAL=11;COUNT=2",
            List.of(DUE, LATER),
            30);
    private static final CheckpointEvent CHECKPOINT =
            new CheckpointScheduled(COMMITMENT, Side.A, new Due(DUE, "Europe/Berlin"), WORDS, List.of());
    private static final CheckInEvent AGREED = new CheckInsAgreed(COMMITMENT);

    @Test
    void a_commitment_waits_for_its_due_instant() {
        assertThat(after(MADE)).containsExactly(awaited(1, WaitsFor.DUE, DUE));
    }

    @Test
    void a_recurring_commitment_waits_for_each_of_its_due_instants() {
        assertThat(after(made(DUE, LATER)))
                .containsExactly(awaited(1, WaitsFor.DUE, DUE), awaited(2, WaitsFor.DUE, LATER));
    }

    @Test
    void a_request_waits_for_its_acceptance_first() {
        assertThat(after(REQUESTED)).containsExactly(awaited(1, WaitsFor.REQUESTED, DUE));
        assertThat(after(REQUESTED, new RequestAccepted(COMMITMENT))).containsExactly(awaited(1, WaitsFor.DUE, DUE));
    }

    @Test
    void a_countered_request_waits_as_the_last_terms_say() {
        CommitmentEvent recurring = new CommitmentRequested(
                COMMITMENT, Side.A, terms(DUE, new Recurrence("FREQ=DAILY;COUNT=2", List.of(DUE, LATER))));
        CommitmentEvent countered = new RequestCountered(COMMITMENT, Side.A, terms(LATER, null), null);

        assertThat(after(recurring, countered, new RequestAccepted(COMMITMENT)))
                .containsExactly(awaited(1, WaitsFor.DUE, LATER));
    }

    @Test
    void a_request_that_came_to_nothing_waits_for_nothing() {
        assertThat(after(REQUESTED, new RequestDeclined(COMMITMENT, null))).isEmpty();
        assertThat(after(REQUESTED, new CommitmentWithdrawn(COMMITMENT, WORDS))).isEmpty();
    }

    @Test
    void accepted_terms_move_the_due_instant() {
        assertThat(after(MADE, PROPOSED, ACCEPTED)).containsExactly(awaited(1, WaitsFor.DUE, LATER));
    }

    @Test
    void terms_that_wait_for_an_answer_move_nothing() {
        assertThat(after(MADE, PROPOSED)).extracting(Awaited::at).containsExactly(DUE);
        assertThat(after(MADE, PROPOSED, new TermsDeclined(COMMITMENT, 1, PROPOSAL, null)))
                .containsExactly(awaited(1, WaitsFor.DUE, DUE));
    }

    @Test
    void of_countered_terms_the_last_count() {
        Instant latest = LATER.plusSeconds(60);
        CommitmentEvent countered =
                new TermsCountered(COMMITMENT, 1, PROPOSAL, new UUID(3, 4), Side.B, revised(latest), WORDS);

        assertThat(after(MADE, PROPOSED, countered, ACCEPTED)).containsExactly(awaited(1, WaitsFor.DUE, latest));
    }

    @Test
    void a_miss_is_recorded_once_whatever_is_agreed_later() {
        assertThat(after(MADE, MISSED)).containsExactly(awaited(1, WaitsFor.MISSED, null));
        assertThat(after(MADE, MISSED, PROPOSED, ACCEPTED)).containsExactly(awaited(1, WaitsFor.MISSED, null));
    }

    @Test
    void a_delivery_waits_for_the_end_of_its_window() {
        Instant end = RECORDED.plus(Duration.ofDays(7));

        assertThat(after(MADE, DELIVERED)).containsExactly(awaited(1, WaitsFor.CONFIRMATION, end));
        assertThat(after(MADE, MISSED, DELIVERED)).containsExactly(awaited(1, WaitsFor.CONFIRMATION, end));
        assertThat(after(MADE, PROPOSED, DELIVERED)).containsExactly(awaited(1, WaitsFor.CONFIRMATION, end));
        assertThat(after(MADE, DELIVERED, new DeliveryDisputed(COMMITMENT, 1, WORDS), DELIVERED))
                .containsExactly(awaited(1, WaitsFor.CONFIRMATION, end));
    }

    @Test
    void a_dispute_has_no_end_in_time() {
        assertThat(after(MADE, DELIVERED, new DeliveryDisputed(COMMITMENT, 1, WORDS)))
                .containsExactly(awaited(1, WaitsFor.DISPUTED, null));
    }

    @Test
    void a_dispute_resolved_by_a_finding_waits_for_nothing_or_for_a_late_delivery() {
        UUID finding = new UUID(4, 4);
        CommitmentEvent disputed = new DeliveryDisputed(COMMITMENT, 1, WORDS);
        CommitmentEvent escalated = new DisputeEscalated(COMMITMENT, 1, Side.A, null);

        assertThat(after(MADE, DELIVERED, disputed, escalated)).containsExactly(awaited(1, WaitsFor.DISPUTED, null));
        assertThat(after(MADE, DELIVERED, disputed, new DisputeResolved(COMMITMENT, 1, finding, true)))
                .isEmpty();
        assertThat(after(MADE, DELIVERED, disputed, new DisputeResolved(COMMITMENT, 1, finding, false)))
                .containsExactly(awaited(1, WaitsFor.MISSED, null));
        assertThat(after(MADE, DELIVERED, disputed, new DisputeResolved(COMMITMENT, 1, finding, false), DELIVERED))
                .containsExactly(awaited(1, WaitsFor.CONFIRMATION, RECORDED.plus(Duration.ofDays(7))));
    }

    @Test
    void what_is_settled_waits_for_nothing() {
        assertThat(after(MADE, DELIVERED, new DeliveryConfirmed(COMMITMENT, 1, null)))
                .isEmpty();
        assertThat(after(MADE, DELIVERED, new DeliveryUncontested(COMMITMENT, 1)))
                .isEmpty();
        assertThat(after(
                        MADE,
                        DELIVERED,
                        new DeliveryDisputed(COMMITMENT, 1, WORDS),
                        new DisputeWithdrawn(COMMITMENT, 1, null)))
                .isEmpty();
        assertThat(after(MADE, MISSED, new MissExcused(COMMITMENT, 1, null))).isEmpty();
    }

    @Test
    void an_ending_leaves_what_was_delivered_or_missed() {
        CommitmentEvent three = made(DUE, LATER, LATER.plusSeconds(60));
        CommitmentEvent second = new CommitmentDelivered(COMMITMENT, 2, null, List.of());
        List<Awaited> expected = List.of(
                awaited(1, WaitsFor.MISSED, null),
                awaited(2, WaitsFor.CONFIRMATION, RECORDED.plus(Duration.ofDays(7))));

        assertThat(after(three, second, MISSED, new CommitmentReleased(COMMITMENT, null)))
                .containsExactlyElementsOf(expected);
        assertThat(after(three, second, MISSED, new CommitmentWithdrawn(COMMITMENT, WORDS)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void entries_come_in_one_batch_or_one_by_one_all_the_same() {
        List<CommitmentEvent> events = List.of(made(DUE, LATER), PROPOSED, ACCEPTED, DELIVERED);
        Collection<Awaited> known = List.of();
        for (CommitmentEvent event : events) {
            known = after(known, List.of(event));
        }

        assertThat(known).containsExactlyElementsOf(after(List.of(), events));
    }

    @Test
    void a_check_in_waits_for_word_of_it_once_agreed_on() {
        assertThat(after(CHECK_INS)).extracting(Awaited::waitsFor).containsOnly(WaitsFor.CHECK_IN_PROPOSED);
        assertThat(after(CHECK_INS, AGREED))
                .containsExactly(checkIn(1, WaitsFor.CHECK_IN), checkIn(2, WaitsFor.CHECK_IN));
        assertThat(after(CHECK_INS, new CheckInsDeclined(COMMITMENT, null))).isEmpty();
        assertThat(after(CHECK_INS, new CheckInsEnded(COMMITMENT, Side.A, null)))
                .isEmpty();
    }

    @Test
    void a_check_in_that_began_before_the_agreement_waits_for_nothing() {
        assertThat(stored(List.of(entry(CHECK_INS, RECORDED), entry(AGREED, DUE.plusMillis(1)))))
                .containsExactly(checkIn(2, WaitsFor.CHECK_IN));
    }

    @Test
    void a_check_in_of_which_there_is_word_waits_for_nothing() {
        assertThat(after(
                        CHECK_INS,
                        AGREED,
                        new CheckInHeld(COMMITMENT, 1, Side.A, null),
                        new CheckInMissed(COMMITMENT, 2, null, null)))
                .isEmpty();
    }

    @Test
    void a_check_in_that_begins_in_a_pause_waits_for_nothing() {
        CheckInEvent paused = new CheckInsPaused(COMMITMENT, Side.A, null);
        CheckInEvent resumed = new CheckInsResumed(COMMITMENT, Side.B);

        assertThat(after(CHECK_INS, AGREED, paused))
                .containsExactly(checkIn(1, WaitsFor.CHECK_IN_PAUSED), checkIn(2, WaitsFor.CHECK_IN_PAUSED));
        assertThat(stored(List.of(
                        entry(CHECK_INS, RECORDED),
                        entry(AGREED, RECORDED),
                        entry(paused, DUE),
                        entry(resumed, LATER))))
                .containsExactly(checkIn(2, WaitsFor.CHECK_IN));
        assertThat(stored(List.of(
                        entry(CHECK_INS, RECORDED),
                        entry(AGREED, RECORDED),
                        entry(paused, DUE.plusMillis(1)),
                        entry(resumed, LATER.plusMillis(1)))))
                .containsExactly(checkIn(1, WaitsFor.CHECK_IN));
    }

    @Test
    void an_end_leaves_the_check_ins_that_began_before() {
        CheckInEvent paused = new CheckInsPaused(COMMITMENT, Side.A, null);
        CheckInEvent ended = new CheckInsEnded(COMMITMENT, Side.A, null);

        assertThat(stored(
                        List.of(entry(CHECK_INS, RECORDED), entry(AGREED, RECORDED), entry(ended, DUE.plusMillis(1)))))
                .containsExactly(checkIn(1, WaitsFor.CHECK_IN));
        assertThat(stored(List.of(
                        entry(CHECK_INS, RECORDED),
                        entry(AGREED, RECORDED),
                        entry(paused, RECORDED),
                        entry(ended, LATER.plusMillis(1)))))
                .isEmpty();
    }

    @Test
    void a_checkpoint_waits_for_word_of_it_until_it_is_held_missed_or_cancelled() {
        CheckpointEvent moved = new CheckpointRescheduled(COMMITMENT, Side.B, new Due(LATER, "Europe/Berlin"), null);
        CheckpointEvent missed = new CheckpointMissed(COMMITMENT);

        assertThat(after(CHECKPOINT)).containsExactly(checkpoint(DUE));
        assertThat(after(CHECKPOINT, moved)).containsExactly(checkpoint(LATER));
        assertThat(after(CHECKPOINT, missed)).isEmpty();
        assertThat(after(CHECKPOINT, missed, moved)).containsExactly(checkpoint(LATER));
        assertThat(after(CHECKPOINT, new CheckpointCancelled(COMMITMENT))).isEmpty();
        assertThat(after(
                        CHECKPOINT,
                        new CheckpointHeld(
                                COMMITMENT, Side.A, new Due(DUE, "Europe/Berlin"), List.of(), List.of(), List.of())))
                .isEmpty();
    }

    private static Awaited checkpoint(Instant at) {
        Instant end = at.plus(Duration.ofDays(3));
        return new Awaited(new OccurrenceId(LEDGER, COMMITMENT, 1), WaitsFor.CHECKPOINT, end, null, 0, null);
    }

    private static Awaited checkIn(int occurrence, WaitsFor waitsFor) {
        Instant begins = occurrence == 1 ? DUE : LATER;
        Instant end = begins.plus(Duration.ofMinutes(30)).plus(Duration.ofDays(3));
        return new Awaited(new OccurrenceId(LEDGER, COMMITMENT, occurrence), waitsFor, end, null, 0, begins);
    }

    private static Entry entry(LedgerEvent event, Instant recorded) {
        return new Entry(LEDGER, 0, new UUID(9, 9), recorded, Actor.SYSTEM, event);
    }

    private static CommitmentEvent made(Instant... dues) {
        return new CommitmentMade(
                COMMITMENT, Side.A, terms(dues[0], new Recurrence("FREQ=DAILY;COUNT=2", List.of(dues))));
    }

    private static List<Awaited> after(LedgerEvent... events) {
        return after(List.of(), List.of(events));
    }

    private static List<Awaited> after(Collection<Awaited> before, List<? extends LedgerEvent> events) {
        return stored(
                before, events.stream().map(event -> entry(event, RECORDED)).toList());
    }

    private static List<Awaited> stored(List<Entry> entries) {
        return stored(List.of(), entries);
    }

    /** What is stored in the end, in the order of the occurrences. */
    private static List<Awaited> stored(Collection<Awaited> before, List<Entry> entries) {
        DueInstants due = new DueInstants(before);
        entries.forEach(due::take);
        List<Awaited> stored = new ArrayList<>(before);
        stored.removeIf(it -> due.removed().contains(it.id()));
        due.changed().forEach(changed -> {
            stored.removeIf(it -> it.id().equals(changed.id()));
            stored.add(changed);
        });
        stored.sort((a, b) -> Integer.compare(a.id().occurrence(), b.id().occurrence()));
        return stored;
    }

    private static Awaited awaited(int occurrence, WaitsFor waitsFor, @Nullable Instant at) {
        return new Awaited(new OccurrenceId(LEDGER, COMMITMENT, occurrence), waitsFor, at, null, 7, null);
    }

    private static Terms terms(Instant due, @Nullable Recurrence recurrence) {
        return new Terms(WORDS, null, null, null, Monitor.BOTH, new Due(due, "Europe/Berlin"), 7, recurrence);
    }

    private static RevisedTerms revised(Instant due) {
        return new RevisedTerms(new Due(due, "Europe/Berlin"), null, null, null, null);
    }
}
