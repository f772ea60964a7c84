package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.EntryRow;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Ledgers that know only how many entries they have, and whether they were closed: the least that lanes can be tested with. */
final class Counting implements LedgerModel<Counting.Count> {

    private final TestStore store;
    final AtomicInteger loads = new AtomicInteger();
    volatile boolean failsAfterCommits;

    Counting(TestStore store) {
        this.store = store;
    }

    record Count(long entries, boolean closed) {}

    enum What {
        OPEN,
        RECORD,
        RECORD_TWO,
        CLOSE,
        READ,
        READ_THREE,
        NEED_THREE,
        REFUSE,
        BREAK,
        TOO_LONG
    }

    /** What someone asks of such a ledger. */
    record Ask(UUID ledger, What what, Text text) implements LedgerCommand<LedgerSlice> {
        @Override
        public @Nullable UUID item() {
            return null;
        }

        @Override
        public boolean opensLedger() {
            return what == What.OPEN;
        }

        @Override
        public List<LedgerEvent> decide(LedgerSlice state, Issue issue) {
            throw new UnsupportedOperationException("the model decides");
        }
    }

    static CommandMessage<?> ask(UUID ledger, What what) {
        return new GenericCommandMessage<>(new Ask(ledger, what, Text.of("")));
    }

    static CommandMessage<?> ask(UUID ledger, What what, UUID id) {
        return new GenericCommandMessage<>(
                new Ask(ledger, what, Text.of("")), MetaData.with(EntryMetaData.COMMAND_ID, id));
    }

    static CommandMessage<?> ask(UUID ledger, What what, int length) {
        return new GenericCommandMessage<>(new Ask(ledger, what, Text.of("x".repeat(length))));
    }

    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    @Override
    public Count unopened() {
        return new Count(0, false);
    }

    @Override
    public @Nullable KnownLedger<Count> load(UUID ledger) {
        loads.incrementAndGet();
        long last = last(ledger);
        return last < 0
                ? null
                : new KnownLedger<>(
                        new Count(last + 1, false),
                        last,
                        store.trees().edge(ledger, last + 1).orElse(null),
                        -1);
    }

    @Override
    public long last(UUID ledger) {
        return store.storage().lastSequenceNumberFor(ledger.toString()).orElse(-1L);
    }

    /** Answers how many entries the ledger had before. */
    @Override
    public Decision<Count> decide(UUID ledger, Count state, CommandMessage<?> command) {
        What what = ((Ask) command.getPayload()).what();
        if (state.closed()) {
            throw new Refused("closed");
        }
        return switch (what) {
            case REFUSE -> throw new Refused("asked for");
            case BREAK -> throw new StackOverflowError("as if");
            case READ -> new Decision<>(state.entries(), state, List.of());
            case READ_THREE -> {
                if (state.entries() < 3) {
                    throw new ConcurrencyException("too old");
                }
                yield new Decision<>(state.entries(), state, List.of());
            }
            case NEED_THREE -> {
                if (state.entries() < 3) {
                    throw new Refused("too few");
                }
                yield new Decision<>(state.entries(), state, List.of());
            }
            case OPEN, RECORD, CLOSE -> recorded(ledger, state, command, 1, what == What.CLOSE);
            case RECORD_TWO -> recorded(ledger, state, command, 2, false);
            case TOO_LONG ->
                new Decision<>(
                        state.entries(),
                        new Count(state.entries() + 1, false),
                        List.of(TestStore.row(ledger, state.entries(), new byte[70_000])));
        };
    }

    private static Decision<Count> recorded(
            UUID ledger, Count state, CommandMessage<?> command, int entries, boolean closed) {
        UUID id = (UUID) command.getMetaData().get(EntryMetaData.COMMAND_ID);
        List<EntryRow> rows = LongStream.range(0, entries)
                .mapToObj(i -> id == null
                        ? TestStore.row(ledger, state.entries() + i)
                        : TestStore.row(ledger, state.entries() + i, id, (int) i))
                .toList();
        return new Decision<>(state.entries(), new Count(state.entries() + entries, closed), rows);
    }

    @Override
    public int writtenLength(UUID ledger, Count state) {
        return 100;
    }

    @Override
    public long committed(UUID ledger, Count state, long last, long snapshot) {
        if (failsAfterCommits) {
            throw new IllegalStateException("as if");
        }
        return snapshot;
    }

    @Override
    public void left(UUID ledger, Count state, long last, long snapshot) {}
}
