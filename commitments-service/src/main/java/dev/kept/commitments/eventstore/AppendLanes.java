package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The lanes into the store. A ledger always takes the same one, so that its entries cannot overtake each other. */
final class AppendLanes implements AutoCloseable {

    private final List<AppendLane> lanes;

    /** @param dataSource with a connection for each lane, used by nobody else */
    AppendLanes(int count, DataSource dataSource, CommitSignal signal, MeterRegistry metrics) {
        this.lanes = IntStream.range(0, count)
                .mapToObj(number -> new AppendLane(number, dataSource, signal, metrics))
                .toList();
        Gauge.builder(
                        "kept.store.queue",
                        lanes,
                        all -> all.stream().mapToInt(AppendLane::waiting).sum())
                .description("Commands decided and waiting for an append lane")
                .register(metrics);
    }

    /**
     * Stores the entries of one command, all or none, and returns when they are committed.
     *
     * @throws RepeatedCommand when the ledger holds a command of the same id
     * @throws org.axonframework.modelling.command.ConcurrencyException when a sequence is taken
     * @throws StoreUnavailable when PostgreSQL is away or overloaded
     */
    void append(Append append) {
        lanes.get(laneOf(append.ledger())).append(append);
    }

    /** Whether every lane takes up what comes. */
    boolean areAlive() {
        return lanes.stream().allMatch(AppendLane::isAlive);
    }

    private int laneOf(UUID ledger) {
        return Math.floorMod(ledger.hashCode(), lanes.size());
    }

    /** Stores what waits, and takes up nothing more. */
    @Override
    public void close() {
        lanes.forEach(AppendLane::refuseMore);
        lanes.forEach(AppendLane::awaitEnd);
    }
}
