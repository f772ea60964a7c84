package dev.kept.projections.kinds.checkins;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A series of check-ins with its whole history. Each piece names the entry it comes from.
 *
 * @param by the side that proposed it
 * @param first when the first one begins, and the zone of all
 * @param rrule the cadence, as RFC 5545 has it
 * @param minutes how long one is
 * @param answered by which entry the other side agreed or declined
 * @param declineReason why it declined
 * @param ended by which entry it was ended or taken back
 * @param waiting whose turn it is
 * @param lastSequence the last entry about it; its ETag
 */
public record CheckInsView(
        UUID checkIns,
        Text title,
        Side by,
        CheckInsState state,
        Due first,
        String rrule,
        int minutes,
        Provenance proposed,
        @Nullable Provenance answered,
        @Nullable Text declineReason,
        List<CheckInOccurrence> occurrences,
        List<CheckInPause> pauses,
        @Nullable Provenance ended,
        @Nullable Text endReason,
        List<Turn> waiting,
        long lastSequence) {

    private static final Duration GRACE = Duration.ofDays(3);

    public CheckInsView {
        occurrences = List.copyOf(occurrences);
        pauses = List.copyOf(pauses);
        waiting = List.copyOf(waiting);
    }

    /**
     * One of them.
     *
     * @param occurrence from 1
     * @param recordBy until when it can be recorded before it counts as missed
     * @param missed how it came to count as missed; stays when it was held after all
     */
    public record CheckInOccurrence(
            int occurrence,
            CheckInState state,
            Instant beginning,
            Instant recordBy,
            @Nullable CheckInHolding held,
            @Nullable CheckInMiss missed) {

        CheckInOccurrence become(CheckInState next) {
            return new CheckInOccurrence(occurrence, next, beginning, recordBy, held, missed);
        }
    }

    public record CheckInHolding(Provenance held, @Nullable Text outcome) {}

    /**
     * That one did not take place.
     *
     * @param by the side that said so; null when nobody recorded anything in time
     */
    public record CheckInMiss(
            Provenance missed, @Nullable Side by, @Nullable Text reason) {}

    /**
     * An interruption.
     *
     * @param resumed by which entry it ended; null while it lasts, and when the series ended with it
     */
    public record CheckInPause(
            Provenance paused,
            @Nullable Text reason,
            @Nullable Provenance resumed) {

        boolean covers(Instant beginning) {
            return !beginning.isBefore(paused.recorded())
                    && (resumed == null || beginning.isBefore(resumed.recorded()));
        }
    }

    static Instant recordBy(Instant beginning, int minutes) {
        return beginning.plus(Duration.ofMinutes(minutes)).plus(GRACE);
    }

    /** As it is read at an instant: by then a check-in of which there is no word has begun, or has not. */
    CheckInsView at(Instant now) {
        List<Turn> turns = new ArrayList<>(waiting);
        List<CheckInOccurrence> then = new ArrayList<>();
        for (CheckInOccurrence each : occurrences) {
            CheckInOccurrence read = each.become(each.state().at(now, each.beginning(), state, pausedSince()));
            then.add(read);
            if (read.state() == CheckInState.AWAITED) {
                turns.addAll(turns(read.beginning(), minutes, since().sequence()));
            }
        }
        return new CheckInsView(
                checkIns,
                title,
                by,
                state,
                first,
                rrule,
                minutes,
                proposed,
                answered,
                declineReason,
                then,
                pauses,
                ended,
                endReason,
                turns,
                lastSequence);
    }

    /** Once one has begun, it waits for a word of either side. */
    static List<Turn> turns(Instant beginning, int minutes, long since) {
        return Arrays.stream(Side.values())
                .map(side -> new Turn(
                        WaitingKind.HOLD_CHECK_IN.operation(),
                        side,
                        null,
                        since,
                        beginning,
                        recordBy(beginning, minutes)))
                .toList();
    }

    @Nullable
    Instant pausedSince() {
        return state == CheckInsState.PAUSED ? pauses.getLast().paused().recorded() : null;
    }

    Provenance since() {
        return answered == null ? proposed : answered;
    }
}
