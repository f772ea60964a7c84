package dev.kept.commitments.aggregate;

import dev.kept.commitments.erasure.ErasureCommand;
import dev.kept.commitments.erasure.ErasureStore;
import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.OperatorStore;
import dev.kept.commitments.eventstore.RecordedStatements;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.key.ChangeKey;
import dev.kept.commitments.key.KeyedLedgers;
import dev.kept.http.tracing.Traces;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.springframework.util.unit.DataSize;

/** Ledgers for one command of an operator, which the system issues. */
public final class OperatorLedgers implements ErasureStore, KeyedLedgers {

    private static final DataSize MEMORY = DataSize.ofMegabytes(8);

    private final OperatorStore store;
    private final ExecutorService snapshots = LedgerWiring.snapshotThread();
    private final LedgerCommandBus commands;
    private final LedgerBus bus;

    /** @param username of the run-time role, which adds entries */
    public OperatorLedgers(String jdbcUrl, String username, String password, Clock clock) {
        store = new OperatorStore(jdbcUrl, username, password, LedgerSnapshots.codec());
        commands = LedgerWiring.bus(
                new LedgerWiring.Stores(store.events(), store.entries(), store.trees()),
                OperatorStore.LANES,
                MEMORY,
                new CommandGate(),
                clock,
                snapshots,
                new CompositeMeterRegistry(),
                Traces.off());
        bus = new LedgerBus(commands);
    }

    @Override
    public RecordedStatements statements() {
        return store.statements();
    }

    @Override
    public Appended issue(ErasureCommand command) {
        return bus.issue(command, Map.of());
    }

    @Override
    public Appended issue(ChangeKey command) {
        return bus.issue(command, Map.of());
    }

    @Override
    public void close() {
        commands.close();
        snapshots.shutdownNow();
        store.close();
    }
}
