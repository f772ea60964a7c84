package dev.kept.subscriptions.calendar;

import dev.kept.projections.kinds.checkins.CheckInState;
import dev.kept.projections.kinds.checkins.CheckInsBrief;
import dev.kept.projections.kinds.checkins.CheckInsBrief.CheckInLine;
import dev.kept.projections.kinds.checkins.CheckInsState;
import dev.kept.projections.kinds.checkpoints.CheckpointView;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.commitments.Standing.Line;
import dev.kept.subscriptions.calendar.Appointment.Sort;
import dev.kept.subscriptions.calendar.Appointment.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The dates of an item. Of a series each one by itself: that stays right when one of them is moved, missed or left out. */
final class Appointments {

    private Appointments() {}

    static List<Appointment> of(UUID ledger, Standing commitment) {
        return commitment.lines().stream()
                .map(line -> new Appointment(
                        ledger,
                        Sort.COMMITMENT,
                        commitment.commitment(),
                        commitment.recurring() ? line.occurrence() : null,
                        line.due(),
                        line.zone(),
                        0,
                        status(line),
                        commitment.agreed(),
                        word(line),
                        commitment.promisor(),
                        commitment.title(),
                        commitment.lastSequence()))
                .toList();
    }

    private static Status status(Line line) {
        return switch (line.state()) {
            case REQUESTED -> Status.TENTATIVE;
            case DECLINED, RELEASED, WITHDRAWN -> Status.CANCELLED;
            case OPEN, DELIVERED, DISPUTED, MISSED, DELIVERED_LATE, KEPT, KEPT_LATE, EXCUSED -> Status.CONFIRMED;
        };
    }

    private static String word(Line line) {
        return switch (line.state()) {
            case REQUESTED -> "Requested";
            case DECLINED -> "Declined";
            case OPEN -> "Due";
            case DELIVERED, DELIVERED_LATE -> "Awaiting confirmation";
            case DISPUTED -> "Disputed";
            case MISSED -> "Missed";
            case KEPT -> "Kept";
            case KEPT_LATE -> "Kept late";
            case EXCUSED -> "Excused";
            case RELEASED -> "Released";
            case WITHDRAWN -> "Withdrawn";
        };
    }

    static Appointment of(UUID ledger, CheckpointView checkpoint) {
        String word = switch (checkpoint.state()) {
            case PLANNED -> "Checkpoint";
            case MISSED -> "Checkpoint missed";
            case HELD -> "Checkpoint held";
            case CANCELLED -> "Checkpoint cancelled";
        };
        return new Appointment(
                ledger,
                Sort.CHECKPOINT,
                checkpoint.checkpoint(),
                null,
                checkpoint.due().at(),
                checkpoint.due().zone(),
                0,
                checkpoint.cancelled() == null ? Status.CONFIRMED : Status.CANCELLED,
                true,
                word,
                null,
                checkpoint.agenda(),
                checkpoint.lastSequence());
    }

    static List<Appointment> of(UUID ledger, CheckInsBrief series) {
        List<Appointment> all = new ArrayList<>();
        for (CheckInLine line : series.lines()) {
            boolean skipped = isSkipped(series, line);
            all.add(new Appointment(
                    ledger,
                    Sort.CHECK_IN,
                    series.checkIns(),
                    all.size() + 1,
                    line.beginning(),
                    series.zone(),
                    series.minutes(),
                    status(series, skipped),
                    isAgreed(series.state()),
                    skipped ? "Check-in cancelled" : word(line.state()),
                    null,
                    series.title(),
                    series.lastSequence()));
        }
        return all;
    }

    /** While a series is paused, what begins meanwhile does not take place. */
    private static boolean isSkipped(CheckInsBrief series, CheckInLine line) {
        return line.state() == CheckInState.SKIPPED
                || (line.state() == CheckInState.UPCOMING
                        && series.paused() != null
                        && !line.beginning().isBefore(series.paused()));
    }

    private static Status status(CheckInsBrief series, boolean skipped) {
        if (skipped) {
            return Status.CANCELLED;
        }
        return series.state() == CheckInsState.PROPOSED ? Status.TENTATIVE : Status.CONFIRMED;
    }

    private static boolean isAgreed(CheckInsState state) {
        return switch (state) {
            case AGREED, PAUSED, ENDED -> true;
            case PROPOSED, DECLINED, WITHDRAWN -> false;
        };
    }

    private static String word(CheckInState state) {
        return switch (state) {
            case UPCOMING, AWAITED -> "Check-in";
            case HELD -> "Check-in held";
            case MISSED -> "Check-in missed";
            case HELD_LATE -> "Check-in held late";
            case SKIPPED -> "Check-in cancelled";
        };
    }
}
