package dev.kept.benchmarks;

import dev.kept.commitments.aggregate.MeasuredDecisions;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverUpdate;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.fold.LedgerFolding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a command and its entry cost where no database and no network is: one update of a promise. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class PureParts {

    private static final long SEED = 7;

    /** How many entries the ledger has already. */
    @Param({"100", "20000"})
    int entries;

    private final Instant now = Instant.parse("2026-11-02T09:00:00Z");
    private final UUID ledger = UUID.randomUUID();
    private final UUID member = UUID.randomUUID();
    private final UUID commitment = UUID.randomUUID();

    private List<Entry> before;
    private MeasuredDecisions decisions;
    private DeliverUpdate command;
    private Entry update;
    private byte[] statement;
    private LedgerFolding folding;

    /** Once. */
    @Setup
    public void fill() {
        before = new ArrayList<>(BusyLedger.entries(ledger, member, UUID.randomUUID(), SEED, entries - 1, now));
        Due due = new Due(now.plus(Duration.ofDays(400)), "UTC");
        before.add(entry(
                entries - 1,
                new CommitmentMade(
                        commitment,
                        Side.A,
                        new Terms(Text.of("A promise"), null, null, null, Terms.Monitor.BOTH, due, 7, null))));
        decisions = MeasuredDecisions.after(before);
        Text note = AppendPath.Client.TEXT;
        command = new DeliverUpdate(ledger, commitment, null, note, 50, null, false);
        update = entry(entries, new UpdateDelivered(commitment, 1, note, 50, null, false));
        statement = Statements.write(update).bytes();
    }

    /** Each entry can be folded but once: a view grows by it. */
    @Setup(Level.Iteration)
    public void fold() {
        folding = LedgerFolding.fromTheStart(Kinds.FOLDS);
        before.forEach(folding::apply);
    }

    private Entry entry(long sequence, LedgerEvent event) {
        return new Entry(ledger, sequence, UUID.randomUUID(), now, new Actor.Member(member, Side.A), event);
    }

    /** Rights and rules. */
    @Benchmark
    public Object decide() {
        return decisions.decide(command, member, now);
    }

    /** The state that the next command is decided over. */
    @Benchmark
    public Object evolve() {
        return decisions.evolve(update);
    }

    /** Canonical JSON, salts and digests. */
    @Benchmark
    public Object writeStatement() {
        return Statements.write(update);
    }

    /** The way back, which each reader goes. */
    @Benchmark
    public Object readStatement() {
        return Statements.read(statement);
    }

    /** The views of the read side after one entry more; those of the promise grow meanwhile. */
    @Benchmark
    public Object foldEntry() {
        folding.apply(entry(folding.head() + 1, update.event()));
        return folding;
    }
}
