package dev.kept.projections.kinds.checkins;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A series of check-ins in brief: what lists need of it.
 *
 * @param paused since when, while it is
 * @param since the entry with which its state began to hold for what is awaited: the agreement
 * @param lines every one of them, the first being number 1
 */
public record CheckInsBrief(
        UUID checkIns,
        Text title,
        Side by,
        CheckInsState state,
        String zone,
        String rrule,
        int minutes,
        @Nullable Instant paused,
        long since,
        List<CheckInLine> lines,
        List<Turn> waiting,
        long lastSequence) {

    public CheckInsBrief {
        lines = List.copyOf(lines);
        waiting = List.copyOf(waiting);
    }

    /** One of them. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record CheckInLine(Instant beginning, CheckInState state) {}

    /**
     * A series of check-ins as lists show it.
     *
     * @param next when the next one begins; null when none is ahead
     * @param occurrences how many there are
     * @param states how many are in which state
     * @param awaited the numbers of those that have begun and of which there is no word yet
     * @param waiting whose turn it is
     * @param lastSequence the last entry about it; its ETag
     */
    public record ListedCheckIns(
            UUID checkIns,
            Text title,
            Side by,
            CheckInsState state,
            String zone,
            String rrule,
            int minutes,
            @Nullable Instant next,
            int occurrences,
            Map<String, Integer> states,
            List<Integer> awaited,
            List<Turn> waiting,
            long lastSequence) {}

    static CheckInsBrief of(CheckInsView view) {
        return new CheckInsBrief(
                view.checkIns(),
                view.title(),
                view.by(),
                view.state(),
                view.first().zone(),
                view.rrule(),
                view.minutes(),
                view.pausedSince(),
                view.since().sequence(),
                view.occurrences().stream()
                        .map(each -> new CheckInLine(each.beginning(), each.state()))
                        .toList(),
                view.waiting(),
                view.lastSequence());
    }

    /** As it is read at an instant. */
    public ListedCheckIns at(Instant now) {
        List<CheckInState> then = lines.stream()
                .map(line -> line.state().at(now, line.beginning(), state, paused))
                .toList();
        Map<CheckInState, Integer> counts = new EnumMap<>(CheckInState.class);
        then.forEach(each -> counts.merge(each, 1, Integer::sum));
        Map<String, Integer> states = new LinkedHashMap<>();
        counts.forEach((each, count) -> states.put(each.wireName(), count));
        List<Integer> awaited = IntStream.rangeClosed(1, then.size())
                .filter(number -> then.get(number - 1) == CheckInState.AWAITED)
                .boxed()
                .toList();
        int next = then.indexOf(CheckInState.UPCOMING);
        List<Turn> turns = new ArrayList<>(waiting);
        awaited.forEach(
                number -> turns.addAll(CheckInsView.turns(lines.get(number - 1).beginning(), minutes, since)));
        return new ListedCheckIns(
                checkIns,
                title,
                by,
                state,
                zone,
                rrule,
                minutes,
                next < 0 ? null : lines.get(next).beginning(),
                lines.size(),
                states,
                awaited,
                turns,
                lastSequence);
    }
}
