package dev.kept.projections.kinds.commitments;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonFormat;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commitment in brief: what lists, the dashboard and the overview need of it. Stored as arrays without names, because a query
 * reads the briefs of a whole ledger.
 *
 * @param agreed no longer a mere request
 * @param begun the entry with which it began
 * @param current the number of its current occurrence, see {@link CommitmentView}
 * @param answers what each side answered the other, in no order
 * @param lastSequence the last entry about it
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record Standing(
        UUID commitment,
        Side promisor,
        Text title,
        boolean recurring,
        boolean agreed,
        long begun,
        int current,
        List<Line> lines,
        List<Waiting> waiting,
        List<Answer> answers,
        long lastSequence) {

    /** Changes when a brief holds something else than before, so that what is stored is made anew. */
    public static final int VERSION = 2;

    public Standing {
        lines = List.copyOf(lines);
        waiting = List.copyOf(waiting);
        answers = List.copyOf(answers);
    }

    /** Written as a number: a query reads thousands of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonFormat(
            shape = JsonFormat.Shape.NUMBER_INT,
            without = {
                JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS,
                JsonFormat.Feature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS
            })
    @interface Millis {}

    /**
     * One occurrence in brief.
     *
     * @param due in force now
     * @param zone the zone that due was given in
     * @param originalDue the first due agreed
     * @param judgedDue the due its outcome is judged by, see {@link Occurrence#judgedDue}
     * @param deliveredByOriginal what was delivered last came by the original due, which had not been given up
     * @param notices its miss and its renegotiations
     * @param progress percent, as last told
     * @param atRisk while it is open, whether the promisor last told so
     * @param confirmBy while a delivery awaits confirmation, the end of its window
     * @param late it was missed, or what was delivered last came after the due
     * @param warned while it is open, the entry that first gave notice that the due in force may not be held; null when none did
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Line(
            int occurrence,
            State state,
            @Millis Instant due,
            String zone,
            @Millis Instant originalDue,
            @Millis Instant judgedDue,
            boolean deliveredByOriginal,
            List<Notice> notices,
            @Nullable Integer progress,
            boolean atRisk,
            @Millis @Nullable Instant confirmBy,
            boolean late,
            @Nullable Long warned) {
        public Line {
            notices = List.copyOf(notices);
        }

        /** Delivered, and accepted as kept, by the original due. */
        public boolean keptOnOriginal() {
            return deliveredByOriginal && (state == State.KEPT || state == State.KEPT_LATE);
        }
    }

    /**
     * A due that was not held as promised: missed, or moved by a renegotiation.
     *
     * @param entry the entry that recorded the miss, or accepted the new terms; of a miss that no entry records, the late delivery
     * @param by the side that proposed the new terms; of a miss, the promisor
     * @param due the due it is about
     * @param proposed the entry that proposed the terms; null for a miss
     * @param inTime whether the terms were proposed, or the miss admitted, before that due
     * @param notice the entry that first gave notice before that due; null when none did
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Notice(
            long entry,
            boolean miss,
            Side by,
            @Millis Instant due,
            @Nullable Long proposed,
            boolean inTime,
            @Nullable Long notice) {

        /** Whether notice was given before the due. */
        public boolean announced() {
            return notice != null;
        }
    }

    /**
     * How long a side took to answer the other one.
     *
     * @param by the side that answered
     * @param asked the entry it answered
     * @param entry the answer
     * @param millis between the two
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Answer(To to, Side by, long asked, long entry, long millis) {

        static Answer of(To to, Side by, Provenance asked, Provenance answered) {
            long millis =
                    Duration.between(asked.recorded(), answered.recorded()).toMillis();
            return new Answer(to, by, asked.sequence(), answered.sequence(), millis);
        }
    }

    /** What a side answers. */
    public enum To {
        REQUEST,
        DELIVERY,
        TERMS
    }

    static Standing of(CommitmentView view) {
        return new Standing(
                view.commitment(),
                view.promisor(),
                view.terms().title(),
                view.recurring(),
                view.agreed() != null,
                view.begun().sequence(),
                view.current(),
                view.occurrences().stream().map(o -> line(o, view.promisor())).toList(),
                view.waiting(),
                answers(view),
                view.lastSequence());
    }

    /** The line of an occurrence, from 1. */
    public Line line(int occurrence) {
        return lines.stream()
                .filter(line -> line.occurrence() == occurrence)
                .findFirst()
                .orElseThrow();
    }

    private static Line line(Occurrence o, Side promisor) {
        Occurrence.Update last = o.updates().isEmpty() ? null : o.updates().getLast();
        return new Line(
                o.occurrence(),
                o.state(),
                o.due().at(),
                o.due().zone(),
                o.originalDue().at(),
                o.judgedDue(),
                deliveredByOriginal(o),
                notices(o, promisor),
                o.updates().reversed().stream()
                        .filter(u -> u.progress() != null)
                        .findFirst()
                        .map(Occurrence.Update::progress)
                        .orElse(null),
                o.state() == State.OPEN && last != null && last.atRisk(),
                o.state().awaitsConfirmation() ? o.deliveries().getLast().confirmBy() : null,
                o.miss() != null
                        || !o.deliveries().isEmpty()
                                && !o.deliveries().getLast().onTime(),
                o.state() == State.OPEN ? sequenceOf(o.noticeOf(promisor)) : null);
    }

    private static boolean deliveredByOriginal(Occurrence o) {
        Instant original = o.originalDue().at();
        boolean givenUp = o.miss() != null && o.miss().due().at().equals(original);
        return !o.deliveries().isEmpty()
                && !givenUp
                && !o.deliveries().getLast().delivered().recorded().isAfter(original);
    }

    private static List<Notice> notices(Occurrence o, Side promisor) {
        List<Notice> notices = new ArrayList<>();
        for (Occurrence.Proposal p : o.proposals()) {
            if (p.outcome() == Occurrence.ProposalOutcome.ACCEPTED && p.answered() != null) {
                notices.add(new Notice(
                        p.answered().sequence(),
                        false,
                        p.by(),
                        p.dueThen().at(),
                        p.proposed().sequence(),
                        p.beforeDue(),
                        sequenceOf(p.notice())));
            }
        }
        Occurrence.Miss miss = o.miss();
        if (miss != null) {
            Instant due = miss.due().at();
            boolean inTime = miss.admitted() && miss.missed().recorded().isBefore(due);
            notices.add(
                    new Notice(miss.missed().sequence(), true, promisor, due, null, inTime, sequenceOf(miss.notice())));
        }
        if (miss == null
                && !o.deliveries().isEmpty()
                && !o.deliveries().getFirst().onTime()) {
            Occurrence.Delivery late = o.deliveries().getFirst();
            notices.add(new Notice(
                    late.delivered().sequence(),
                    true,
                    promisor,
                    late.due().at(),
                    null,
                    false,
                    sequenceOf(o.noticeOf(promisor))));
        }
        notices.sort(Comparator.comparingLong(Notice::entry));
        return notices;
    }

    private static @Nullable Long sequenceOf(@Nullable Provenance provenance) {
        return provenance == null ? null : provenance.sequence();
    }

    private static List<Answer> answers(CommitmentView view) {
        List<Answer> answers = new ArrayList<>();
        if (view.requested()) {
            addAnswersToRequest(view, answers);
        }
        for (Occurrence o : view.occurrences()) {
            for (Occurrence.Proposal p : o.proposals()) {
                if (p.answered() != null) {
                    answers.add(Answer.of(To.TERMS, p.by().other(), p.proposed(), p.answered()));
                }
            }
            for (Occurrence.Delivery d : o.deliveries()) {
                Provenance answered = answerTo(d);
                if (answered != null) {
                    answers.add(Answer.of(To.DELIVERY, view.promisee(), d.delivered(), answered));
                }
            }
        }
        return answers;
    }

    /** Each offer, of the request itself and of every counter to it, was answered by the next, or at last by yes or no. */
    private static void addAnswersToRequest(CommitmentView view, List<Answer> answers) {
        Provenance end = view.agreed() == null && view.declined() != null
                ? view.declined().by()
                : view.agreed();
        CommitmentView.TermsVersion offer = null;
        for (CommitmentView.TermsVersion next : view.versions()) {
            boolean renegotiated = view.agreed() != null
                    && next.putForward().sequence() > view.agreed().sequence();
            if (!renegotiated) {
                if (offer != null) {
                    answers.add(Answer.of(To.REQUEST, next.by(), offer.putForward(), next.putForward()));
                }
                offer = next;
            }
        }
        if (offer != null && end != null) {
            answers.add(Answer.of(To.REQUEST, offer.by().other(), offer.putForward(), end));
        }
    }

    private static @Nullable Provenance answerTo(Occurrence.Delivery delivery) {
        if (delivery.dispute() != null) {
            return delivery.dispute().disputed();
        }
        Occurrence.Acceptance accepted = delivery.accepted();
        return accepted != null && accepted.how() == Occurrence.How.CONFIRMED ? accepted.by() : null;
    }
}
