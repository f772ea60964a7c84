package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.FindingEvent;
import dev.kept.events.FindingEvent.Dispute;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingDeclined;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.Side;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Every finding of a mediator.
 *
 * @param all by id
 */
public record Findings(PMap<UUID, Finding> all) {

    public static final Findings NONE = new Findings(HashTreePMap.empty());

    /**
     * A finding and what the sides said to it.
     *
     * @param on the dispute it is on; null when it is on a pattern
     * @param declined a side that accepted later stands in both
     */
    record Finding(@Nullable OnDispute on, PVector<Side> accepted, PVector<Side> declined) {

        Finding acceptedBy(Side side) {
            return new Finding(on, accepted.plus(side), declined);
        }

        Finding declinedBy(Side side) {
            return new Finding(on, accepted, declined.plus(side));
        }
    }

    /**
     * A dispute as it stood when the finding was recorded.
     *
     * @param since the entry that disputed the delivery: a later dispute of another delivery is another one
     */
    record OnDispute(UUID commitment, int occurrence, boolean kept, long since) {

        boolean isOpen(Disputes disputes) {
            return disputes.disputedSince(commitment, occurrence).orElse(-1) == since;
        }
    }

    Finding require(UUID id) {
        Finding finding = all.get(id);
        if (finding == null) {
            throw Rejected.unknown(
                    "finding-not-found", "There is no such finding in this ledger.", Map.of("finding", id));
        }
        return finding;
    }

    /**
     * The findings after one more entry.
     *
     * @param disputes as they stand then
     */
    public Findings evolve(FindingEvent event, Disputes disputes) {
        UUID id = event.finding();
        return switch (event) {
            case FindingRecorded it ->
                with(id, new Finding(on(it.dispute(), disputes), TreePVector.empty(), TreePVector.empty()));
            case FindingAccepted it -> with(id, recorded(id).acceptedBy(it.by()));
            case FindingDeclined it -> with(id, recorded(id).declinedBy(it.by()));
        };
    }

    private static @Nullable OnDispute on(@Nullable Dispute dispute, Disputes disputes) {
        return dispute == null
                ? null
                : new OnDispute(
                        dispute.commitment(),
                        dispute.occurrence(),
                        dispute.kept(),
                        disputes.disputedSince(dispute.commitment(), dispute.occurrence())
                                .orElseThrow(() -> new IllegalStateException("the history finds on no dispute")));
    }

    private Finding recorded(UUID id) {
        Finding finding = all.get(id);
        if (finding == null) {
            throw new IllegalStateException("the history answers a finding that it does not hold");
        }
        return finding;
    }

    private Findings with(UUID id, Finding finding) {
        return new Findings(all.plus(id, finding));
    }
}
