package dev.kept.commitments.checkin;

import dev.kept.commitments.checkin.Series.Agreed;
import dev.kept.commitments.checkin.Series.Dropped;
import dev.kept.commitments.checkin.Series.Occurrence;
import dev.kept.commitments.checkin.Series.Offered;
import dev.kept.commitments.kernel.Rejected;
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
import java.util.Map;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePVector;

/**
 * Every series of check-ins of a ledger.
 *
 * @param all those that came to nothing and those that ended too, by id
 */
public record CheckIns(PMap<UUID, Series> all) {

    public static final CheckIns NONE = new CheckIns(HashTreePMap.empty());

    /** How many beginnings all of them have, and would have once offers are agreed on. */
    public int dates() {
        return all.values().stream()
                .mapToInt(series -> switch (series) {
                    case Offered offered -> offered.beginnings().size();
                    case Agreed agreed -> agreed.beginnings().size();
                    case Dropped ignored -> 0;
                })
                .sum();
    }

    Series require(UUID id) {
        Series series = all.get(id);
        if (series == null) {
            throw Rejected.unknown(
                    "check-ins-not-found", "There are no such check-ins in this ledger.", Map.of("checkIns", id));
        }
        return series;
    }

    Offered requireOffered(UUID id) {
        return switch (require(id)) {
            case Offered offered -> offered;
            case Agreed ignored ->
                throw Rejected.rule(
                        "already-agreed", "Both sides have already agreed on these check-ins.", Map.of("checkIns", id));
            case Dropped dropped -> throw dropped(id, dropped);
        };
    }

    Agreed requireAgreed(UUID id) {
        return switch (require(id)) {
            case Agreed agreed -> agreed;
            case Offered offered ->
                throw Rejected.rule(
                        "not-agreed-yet",
                        "The other side has not agreed on these check-ins yet.",
                        Map.of("checkIns", id, "turn", offered.by().other()));
            case Dropped dropped -> throw dropped(id, dropped);
        };
    }

    private static Rejected dropped(UUID id, Dropped dropped) {
        return Rejected.rule(
                "proposal-closed",
                "This proposal came to nothing; propose check-ins again if they still matter.",
                Map.of("checkIns", id, "state", dropped.declined() ? "declined" : "withdrawn"));
    }

    /**
     * The check-ins after one more entry.
     *
     * @param recorded when the entry was: what a pause or an end counts from
     */
    public CheckIns evolve(CheckInEvent event, Instant recorded) {
        UUID id = event.checkIns();
        return switch (event) {
            case CheckInsProposed it -> with(id, new Offered(it.by(), it.minutes(), TreePVector.from(it.beginnings())));
            case CheckInsAgreed ignored -> with(id, offered(id).agree(recorded));
            case CheckInsDeclined ignored -> with(id, new Dropped(true));
            case CheckInHeld it ->
                with(
                        id,
                        agreed(id)
                                .record(
                                        it.occurrence(),
                                        before ->
                                                before == Occurrence.MISSED ? Occurrence.HELD_LATE : Occurrence.HELD));
            case CheckInMissed it -> with(id, agreed(id).record(it.occurrence(), before -> Occurrence.MISSED));
            case CheckInsPaused ignored -> with(id, agreed(id).pause(recorded));
            case CheckInsResumed ignored -> with(id, agreed(id).resume(recorded));
            case CheckInsEnded ignored ->
                with(id, all.get(id) instanceof Agreed agreed ? agreed.end(recorded) : new Dropped(false));
        };
    }

    private CheckIns with(UUID id, Series series) {
        return new CheckIns(all.plus(id, series));
    }

    private Offered offered(UUID id) {
        if (!(all.get(id) instanceof Offered offered)) {
            throw new IllegalStateException("the history answers a proposal that is not open");
        }
        return offered;
    }

    private Agreed agreed(UUID id) {
        if (!(all.get(id) instanceof Agreed agreed)) {
            throw new IllegalStateException("the history goes on with check-ins that were not agreed on");
        }
        return agreed;
    }
}
