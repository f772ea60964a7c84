package dev.kept.projections.readmodels;

import dev.kept.projections.kinds.checkins.CheckInState;
import dev.kept.projections.kinds.checkins.CheckInsBrief;
import dev.kept.projections.kinds.checkins.CheckInsBrief.CheckInLine;
import dev.kept.projections.kinds.checkins.CheckInsState;
import dev.kept.projections.kinds.checkpoints.CheckpointView;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.commitments.Standing.Line;
import dev.kept.projections.readmodels.ItemDate.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The dates of an item. Of a series each one by itself: that stays right when one of them is moved, missed or left out. */
final class ItemDates {

    private ItemDates() {}

    static List<ItemDate> of(UUID ledger, Standing commitment) {
        return commitment.lines().stream()
                .map(line -> new ItemDate(
                        ledger,
                        DatedKind.COMMITMENT,
                        commitment.commitment(),
                        commitment.recurring() ? line.occurrence() : null,
                        line.due(),
                        line.zone(),
                        0,
                        state(line),
                        certainty(line),
                        commitment.agreed(),
                        commitment.promisor(),
                        commitment.title(),
                        commitment.lastSequence()))
                .toList();
    }

    private static Certainty certainty(Line line) {
        return switch (line.state()) {
            case REQUESTED -> Certainty.TENTATIVE;
            case DECLINED, RELEASED, WITHDRAWN -> Certainty.CANCELLED;
            case OPEN, DELIVERED, DISPUTED, MISSED, DELIVERED_LATE, KEPT, KEPT_LATE, EXCUSED -> Certainty.CONFIRMED;
        };
    }

    private static ItemDate.State state(Line line) {
        return switch (line.state()) {
            case REQUESTED -> ItemDate.State.REQUESTED;
            case DECLINED -> ItemDate.State.DECLINED;
            case OPEN -> ItemDate.State.DUE;
            case DELIVERED, DELIVERED_LATE -> ItemDate.State.AWAITING_CONFIRMATION;
            case DISPUTED -> ItemDate.State.DISPUTED;
            case MISSED -> ItemDate.State.MISSED;
            case KEPT -> ItemDate.State.KEPT;
            case KEPT_LATE -> ItemDate.State.KEPT_LATE;
            case EXCUSED -> ItemDate.State.EXCUSED;
            case RELEASED -> ItemDate.State.RELEASED;
            case WITHDRAWN -> ItemDate.State.WITHDRAWN;
        };
    }

    static List<ItemDate> of(UUID ledger, CheckpointView checkpoint) {
        ItemDate.State state = switch (checkpoint.state()) {
            case PLANNED -> ItemDate.State.PLANNED;
            case MISSED -> ItemDate.State.MISSED;
            case HELD -> ItemDate.State.HELD;
            case CANCELLED -> ItemDate.State.CANCELLED;
        };
        return List.of(new ItemDate(
                ledger,
                DatedKind.CHECKPOINT,
                checkpoint.checkpoint(),
                null,
                checkpoint.due().at(),
                checkpoint.due().zone(),
                0,
                state,
                checkpoint.cancelled() == null ? Certainty.CONFIRMED : Certainty.CANCELLED,
                true,
                null,
                checkpoint.agenda(),
                checkpoint.lastSequence()));
    }

    static List<ItemDate> of(UUID ledger, CheckInsBrief series) {
        List<ItemDate> all = new ArrayList<>();
        for (CheckInLine line : series.lines()) {
            boolean skipped = isSkipped(series, line);
            all.add(new ItemDate(
                    ledger,
                    DatedKind.CHECK_INS,
                    series.checkIns(),
                    all.size() + 1,
                    line.beginning(),
                    series.zone(),
                    series.minutes(),
                    skipped ? ItemDate.State.CANCELLED : state(line.state()),
                    certainty(series, skipped),
                    isAgreed(series.state()),
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

    private static Certainty certainty(CheckInsBrief series, boolean skipped) {
        if (skipped) {
            return Certainty.CANCELLED;
        }
        return series.state() == CheckInsState.PROPOSED ? Certainty.TENTATIVE : Certainty.CONFIRMED;
    }

    private static boolean isAgreed(CheckInsState state) {
        return switch (state) {
            case AGREED, PAUSED, ENDED -> true;
            case PROPOSED, DECLINED, WITHDRAWN -> false;
        };
    }

    private static ItemDate.State state(CheckInState state) {
        return switch (state) {
            case UPCOMING, AWAITED -> ItemDate.State.PLANNED;
            case HELD -> ItemDate.State.HELD;
            case MISSED -> ItemDate.State.MISSED;
            case HELD_LATE -> ItemDate.State.HELD_LATE;
            case SKIPPED -> ItemDate.State.CANCELLED;
        };
    }
}
