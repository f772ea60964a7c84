package dev.kept.commitments.deadline;

import dev.kept.commitments.checkin.RecordingWindow;
import dev.kept.commitments.deadline.Awaited.ItemId;
import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import dev.kept.commitments.deadline.Awaited.WaitsFor;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsDeclined;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import java.time.Instant;

/** What check-ins wait for. Knows no rule: what is recorded was allowed. */
final class CheckInInstants {

    private final AwaitedOccurrences known;

    CheckInInstants(AwaitedOccurrences known) {
        this.known = known;
    }

    /** What would have begun while there was no agreement that it take place waits for nothing. */
    void take(ItemId item, CheckInEvent event, Instant recorded) {
        switch (event) {
            case CheckInsProposed it -> begin(item, it);
            case CheckInsDeclined ignored -> known.endAll(item, each -> true);
            case CheckInsAgreed ignored -> {
                known.endAll(item, each -> !beginsFrom(each, recorded));
                known.changeAll(item, each -> each.becomes(WaitsFor.CHECK_IN, each.at()));
            }
            case CheckInHeld it -> known.end(item, it.occurrence());
            case CheckInMissed it -> known.end(item, it.occurrence());
            case CheckInsPaused ignored ->
                known.changeAll(
                        item,
                        each -> beginsFrom(each, recorded) ? each.becomes(WaitsFor.CHECK_IN_PAUSED, each.at()) : each);
            case CheckInsResumed ignored -> {
                known.endAll(item, each -> each.waitsFor() == WaitsFor.CHECK_IN_PAUSED && !beginsFrom(each, recorded));
                known.changeAll(item, each -> each.becomes(WaitsFor.CHECK_IN, each.at()));
            }
            case CheckInsEnded ignored ->
                known.endAll(item, each -> each.waitsFor() != WaitsFor.CHECK_IN || beginsFrom(each, recorded));
        }
    }

    private void begin(ItemId item, CheckInsProposed proposed) {
        int occurrence = 1;
        for (Instant beginning : proposed.beginnings()) {
            OccurrenceId id = new OccurrenceId(item.ledger(), item.item(), occurrence);
            Instant end = RecordingWindow.end(beginning, proposed.minutes());
            known.put(new Awaited(id, WaitsFor.CHECK_IN_PROPOSED, end, null, 0, beginning));
            occurrence++;
        }
    }

    private static boolean beginsFrom(Awaited checkIn, Instant at) {
        return checkIn.begins() != null && !checkIn.begins().isBefore(at);
    }
}
