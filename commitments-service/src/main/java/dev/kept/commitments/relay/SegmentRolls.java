package dev.kept.commitments.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Bounds how long an erased text stays in Kafka. A broker never compacts the segment it is writing to, and begins another one only when
 * a record comes: in a partition that goes quiet a text would stay without limit. So a marker follows an erasure once the segment is old
 * enough to be closed.
 */
final class SegmentRolls {

    /** Brokers compare whole milliseconds, and close a segment that is older than the lag. */
    private static final Duration OLDER = Duration.ofSeconds(1);

    private final LedgerRecords records;
    private final Duration lag;
    private final InstantSource clock;
    private final Map<Integer, Pending> pending = new HashMap<>();

    /** @param erased when something was erased last; @param due when the next marker is sent */
    private record Pending(Instant erased, Instant due) {}

    /** @param lag after which a broker closes a segment when a record comes */
    SegmentRolls(LedgerRecords records, Duration lag, InstantSource clock) {
        this.records = records;
        this.lag = lag.plus(OLDER);
        this.clock = clock;
    }

    /**
     * Begins anew. What was erased before, and when, is not known any more: it is taken for just now, and its segment for old enough.
     *
     * @param written the partitions that hold records
     */
    void begin(Collection<Integer> written) {
        Instant now = clock.instant();
        pending.clear();
        written.forEach(partition -> pending.put(partition, new Pending(now, now)));
    }

    /** Texts of these ledgers' entries were erased in Kafka just now. */
    void erased(Collection<UUID> ledgers) {
        Instant now = clock.instant();
        for (UUID ledger : ledgers) {
            pending.merge(
                    records.partitionOf(ledger),
                    new Pending(now, now.plus(lag)),
                    (before, ignored) -> new Pending(now, before.due()));
        }
    }

    /**
     * The markers to send now. A marker closes the segment of every erasure that is older than the lag; for a younger one, which may
     * stand in a segment of its own, another follows.
     */
    List<ProducerRecord<String, byte[]>> due() {
        Instant now = clock.instant();
        List<ProducerRecord<String, byte[]>> markers = new ArrayList<>();
        pending.entrySet().removeIf(each -> {
            Pending partition = each.getValue();
            if (partition.due().isAfter(now)) {
                return false;
            }
            markers.add(LedgerRecords.marker(each.getKey()));
            Instant next = partition.erased().plus(lag);
            each.setValue(new Pending(partition.erased(), next));
            return !next.isAfter(now);
        });
        return markers;
    }
}
