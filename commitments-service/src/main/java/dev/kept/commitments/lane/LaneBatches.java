package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.AppendStore;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.lane.LaneCommand.Failed;
import dev.kept.commitments.lane.LaneCommand.Overtaken;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides commands one after the other and stores what they come to by one commit. What stands in the way of some costs the others a
 * repetition: of all that is left, states included, so that nothing is built on what was not stored.
 */
final class LaneBatches<S> {

    private static final Logger log = LoggerFactory.getLogger(LaneBatches.class);

    private final LedgerModel<S> model;
    private final KnownLedgers<S> known;
    private final AppendStore store;
    private final BatchSizes sizes;
    private final CommandSpans spans;

    LaneBatches(LedgerModel<S> model, KnownLedgers<S> known, AppendStore store, BatchSizes sizes, CommandSpans spans) {
        this.model = model;
        this.known = known;
        this.store = store;
        this.sizes = sizes;
        this.spans = spans;
    }

    /** Until each of them is done. */
    void process(List<LaneCommand<S>> commands) {
        List<LaneCommand<S>> left = commands;
        while (!left.isEmpty()) {
            Batch<S> batch = new Batch<>(model, known);
            for (LaneCommand<S> command : left) {
                if (batch.isFull()) {
                    break;
                }
                batch.add(command);
            }
            if (!batch.isEmpty()) {
                store(batch, left);
            }
            left = left.stream().filter(command -> !command.isDone()).toList();
        }
    }

    private void store(Batch<S> batch, List<LaneCommand<S>> commands) {
        AppendStore.Result result;
        Span span = spans.storing(batch);
        try {
            result = store.store(batch.appends());
            CommandSpans.stored(span, batch, result);
        } catch (StoreUnavailable e) {
            CommandSpans.failed(span, e);
            if (e.effect() == StoreUnavailable.Effect.UNKNOWN) {
                batch.ledgers().forEach(known::drop);
            }
            batch.complete(new Failed(e));
            return;
        }
        switch (result) {
            case AppendStore.Stored() -> stored(batch);
            case AppendStore.InTheWay way -> standAside(batch, way);
            case AppendStore.Refused refused -> refuseOrHalve(batch, commands, refused);
        }
    }

    private void stored(Batch<S> batch) {
        batch.ledgers().forEach(ledger -> publish(ledger, batch.chained(ledger)));
        sizes.record(batch.appends().size());
        batch.complete();
    }

    /** That a ledger cannot be kept or measured is no failure of a command: it is committed. */
    private void publish(UUID id, KnownLedger<S> ledger) {
        try {
            known.committed(id, committed(id, ledger));
        } catch (RuntimeException | Error e) {
            known.drop(id);
            log.error("A ledger could not be kept in memory after its command", e);
        }
    }

    private KnownLedger<S> committed(UUID id, KnownLedger<S> ledger) {
        long snapshot = model.committed(id, ledger.state(), ledger.last(), ledger.snapshot());
        return snapshot == ledger.snapshot()
                ? ledger
                : new KnownLedger<>(ledger.state(), ledger.last(), ledger.edge(), snapshot);
    }

    /** Those on a ledger that goes on otherwise are handed back, so that their callers read it; the others are decided again. */
    private void standAside(Batch<S> batch, AppendStore.InTheWay way) {
        way.overtaken().forEach(known::drop);
        for (Batch.Decided<S> decided : batch.decided()) {
            LaneCommand<S> command = decided.command();
            UUID id = command.id();
            if (id != null && way.repeated().contains(decided.append())) {
                command.complete(new Failed(new RepeatedCommand(command.ledger(), id)));
            } else if (way.overtaken().contains(command.ledger())) {
                command.complete(new Overtaken());
            }
        }
    }

    /** The database does not say which entry it refuses. */
    private void refuseOrHalve(Batch<S> batch, List<LaneCommand<S>> commands, AppendStore.Refused refused) {
        List<Batch.Decided<S>> decided = batch.decided();
        if (decided.size() == 1) {
            decided.getFirst()
                    .command()
                    .complete(refused.concurrent() ? new Overtaken() : new Failed(refused.failure()));
            return;
        }
        int half = commands.indexOf(decided.get(decided.size() / 2).command());
        process(left(commands.subList(0, half)));
        process(left(commands.subList(half, commands.size())));
    }

    private List<LaneCommand<S>> left(List<LaneCommand<S>> commands) {
        return commands.stream().filter(command -> !command.isDone()).toList();
    }

    /** After a failure that nobody foresaw: nobody knows what the store holds of their ledgers. */
    void giveUp(List<LaneCommand<S>> commands) {
        for (LaneCommand<S> command : commands) {
            if (!command.isDone()) {
                known.drop(command.ledger());
                command.complete(new Failed(StoreUnavailable.unknown()));
            }
        }
    }
}
