package dev.kept.projections.commitments;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonFormat;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
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
        long lastSequence) {

    public Standing {
        lines = List.copyOf(lines);
        waiting = List.copyOf(waiting);
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
     * @param keptOnOriginal delivered, and accepted as kept, by the original due, which had not been given up
     * @param notices its miss and its renegotiations
     * @param progress percent, as last told
     * @param atRisk while it is open, whether the promisor last told so
     * @param confirmBy while a delivery awaits confirmation, the end of its window
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Line(
            int occurrence,
            State state,
            @Millis Instant due,
            String zone,
            @Millis Instant originalDue,
            @Millis Instant judgedDue,
            boolean keptOnOriginal,
            List<Notice> notices,
            @Nullable Integer progress,
            boolean atRisk,
            @Millis @Nullable Instant confirmBy) {
        public Line {
            notices = List.copyOf(notices);
        }
    }

    /**
     * A due that was not held as promised: missed, or moved by a renegotiation.
     *
     * @param entry the entry that recorded the miss, or accepted the new terms
     * @param due the due it is about
     * @param announced whether notice was given before that due
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Notice(long entry, boolean miss, @Millis Instant due, boolean announced) {}

    static Standing of(CommitmentView view) {
        return new Standing(
                view.commitment(),
                view.promisor(),
                view.terms().title(),
                view.recurring(),
                view.agreed() != null,
                view.begun().sequence(),
                view.current(),
                view.occurrences().stream().map(Standing::line).toList(),
                view.waiting(),
                view.lastSequence());
    }

    /** The line of an occurrence, from 1. */
    public Line line(int occurrence) {
        return lines.get(occurrence - 1);
    }

    private static Line line(Occurrence o) {
        Occurrence.Update last = o.updates().isEmpty() ? null : o.updates().getLast();
        return new Line(
                o.occurrence(),
                o.state(),
                o.due().at(),
                o.due().zone(),
                o.originalDue().at(),
                o.judgedDue(),
                keptOnOriginal(o),
                notices(o),
                o.updates().reversed().stream()
                        .filter(u -> u.progress() != null)
                        .findFirst()
                        .map(Occurrence.Update::progress)
                        .orElse(null),
                o.state() == State.OPEN && last != null && last.atRisk(),
                o.state().awaitsConfirmation() ? o.deliveries().getLast().confirmBy() : null);
    }

    private static boolean keptOnOriginal(Occurrence o) {
        Instant original = o.originalDue().at();
        boolean accepted = o.state() == State.KEPT || o.state() == State.KEPT_LATE;
        boolean givenUp = o.miss() != null && o.miss().due().at().equals(original);
        return accepted
                && !givenUp
                && !o.deliveries().getLast().delivered().recorded().isAfter(original);
    }

    private static List<Notice> notices(Occurrence o) {
        List<Notice> notices = new ArrayList<>();
        for (Occurrence.Proposal p : o.proposals()) {
            if (p.outcome() == Occurrence.Outcome.ACCEPTED && p.answered() != null) {
                notices.add(
                        new Notice(p.answered().sequence(), false, p.dueThen().at(), p.notice() != null));
            }
        }
        Occurrence.Miss miss = o.miss();
        if (miss != null) {
            notices.add(new Notice(miss.missed().sequence(), true, miss.due().at(), miss.notice() != null));
        }
        notices.sort(Comparator.comparingLong(Notice::entry));
        return notices;
    }
}
