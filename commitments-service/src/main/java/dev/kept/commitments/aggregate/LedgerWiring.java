package dev.kept.commitments.aggregate;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.EntryStore;
import dev.kept.commitments.eventstore.LedgerTrees;
import dev.kept.commitments.eventstore.SnapshotCodec;
import dev.kept.commitments.eventstore.StoreProperties;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.lane.Lanes;
import dev.kept.http.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * Puts Axon on the event store, part by part: its configurer brings defaults that do not suit (XStream, an update check, a stack trace
 * for each handler call), and nothing here needs its serializers, processors, repositories or locks.
 */
@Configuration(proxyBeanMethods = false)
public class LedgerWiring {

    private static final int STOP_SECONDS = 3;
    /** Each holds a ledger in memory. */
    private static final int MOST_WAITING = 256;

    @Bean
    SnapshotCodec ledgerSnapshotCodec() {
        return LedgerSnapshots.codec();
    }

    @Bean(defaultCandidate = false, destroyMethod = "close")
    ExecutorService ledgerSnapshots() {
        return snapshotThread();
    }

    @Bean(destroyMethod = "close")
    LedgerCommandBus ledgerCommandBus(
            StoreProperties properties,
            CommandGate gate,
            EventStore eventStore,
            EntryStore entries,
            LedgerTrees trees,
            Clock clock,
            @Qualifier("ledgerSnapshots") ExecutorService snapshots,
            ObjectProvider<MeterRegistry> metrics,
            ObjectProvider<Traces> traces) {
        return bus(
                new Stores(eventStore, entries, trees),
                properties.lanes(),
                properties.cache(),
                gate,
                clock,
                snapshots,
                metrics.getIfAvailable(CompositeMeterRegistry::new),
                traces.getIfAvailable(Traces::off));
    }

    @Bean
    LedgerBus ledgerBus(@Qualifier("ledgerCommandBus") CommandBus bus) {
        return new LedgerBus(bus);
    }

    static ExecutorService snapshotThread() {
        return new SnapshotThread();
    }

    /** What is not saved a few seconds after the end is left: it only saves time. */
    private static final class SnapshotThread extends ThreadPoolExecutor {
        SnapshotThread() {
            super(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_WAITING),
                    Thread.ofPlatform().daemon().name("ledger-snapshots").factory());
        }

        @Override
        public void close() {
            shutdown();
            try {
                awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            shutdownNow();
        }
    }

    /**
     * What ledgers are read from and written to.
     *
     * @param events gives a ledger's entries and its snapshot
     * @param entries takes new entries
     */
    public record Stores(EventStore events, EntryStore entries, LedgerTrees trees) {}

    /**
     * The bus that decides over ledgers; to be closed.
     *
     * @param lanes how many batches are stored at a time
     * @param memory how much ledgers may take that are kept for their next command; an estimate
     * @param snapshots where snapshots are saved
     */
    public static LedgerCommandBus bus(
            Stores stores,
            int lanes,
            DataSize memory,
            CommandGate gate,
            Clock clock,
            ExecutorService snapshots,
            MeterRegistry metrics,
            Traces traces) {
        AxonLedgers ledgers = new AxonLedgers(
                stores.events(), stores.trees(), new LedgerSnapshotter(stores.events(), snapshots), clock);
        return new LedgerCommandBus(
                new Lanes<>(lanes, memory.toBytes(), ledgers, stores.entries(), metrics, traces), gate);
    }
}
