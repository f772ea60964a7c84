package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.Append;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.lane.LaneCommand.Answered;
import dev.kept.commitments.lane.LaneCommand.Completion;
import dev.kept.commitments.lane.LaneCommand.Failed;
import dev.kept.commitments.lane.LaneCommand.Overtaken;
import dev.kept.commitments.lane.LedgerModel.Decision;
import dev.kept.http.tracing.Traces;
import dev.kept.transparency.tree.RightEdge;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Commands that are decided, and what they come to before it is stored. A command sees what those before it on the same ledger come to.
 * Who was answered from a committed state alone is told at once; everybody else after the commit.
 */
final class Batch<S> {

    private static final int MOST_BYTES = 4 << 20;

    private final LedgerModel<S> model;
    private final KnownLedgers<S> known;
    private final Map<UUID, KnownLedger<S>> chained = new HashMap<>();
    private final Set<CommandKey> ids = new HashSet<>();
    private final List<Decided<S>> decided = new ArrayList<>();
    private final List<Pending<S>> pending = new ArrayList<>();
    private long bytes;

    Batch(LedgerModel<S> model, KnownLedgers<S> known) {
        this.model = model;
        this.known = known;
    }

    /** A command that comes to entries. */
    record Decided<S>(LaneCommand<S> command, @Nullable Object answer, Append append) {}

    /** A command without entries, whose outcome follows from entries of this batch. */
    private record Pending<S>(LaneCommand<S> command, Completion completion) {}

    private record CommandKey(UUID ledger, UUID command) {}

    /** Decides a command; one that takes nothing to be stored is done then. */
    void add(LaneCommand<S> command) {
        KnownLedger<S> before = before(command);
        Decision<S> decision;
        try {
            decision = model.decide(command.ledger(), before.state(), command.message());
        } catch (ConcurrencyException e) {
            // Its caller has seen more of the ledger than is known here.
            known.drop(command.ledger());
            command.complete(new Overtaken());
            return;
        } catch (Exception | Error e) {
            // An error too is this command's alone: the states are as they were.
            follow(command, before, new Failed(e));
            return;
        }
        if (decision.rows().isEmpty()) {
            follow(command, before, new Answered(decision.answer()));
        } else if (isRepeated(command)) {
            follow(
                    command,
                    before,
                    new Failed(new RepeatedCommand(command.ledger(), Objects.requireNonNull(command.id()))));
        } else {
            append(command, before, decision);
        }
    }

    private void append(LaneCommand<S> command, KnownLedger<S> before, Decision<S> decision) {
        RightEdge edge = before.edge();
        if (edge == null || command.opens() && current(command) != null) {
            command.complete(new Overtaken());
            return;
        }
        Span span = command.span();
        Append append = Append.onto(edge, decision.rows(), span == null ? null : Traces.header(span));
        long last = append.rows().getLast().key().sequence();
        chained.put(command.ledger(), new KnownLedger<>(decision.state(), last, append.edge(), before.snapshot()));
        UUID id = command.id();
        if (id != null) {
            ids.add(new CommandKey(command.ledger(), id));
        }
        decided.add(new Decided<>(command, decision.answer(), append));
        bytes += append.bytes();
    }

    private KnownLedger<S> before(LaneCommand<S> command) {
        KnownLedger<S> current = command.opens() ? null : current(command);
        return current == null ? new KnownLedger<>(model.unopened(), -1, RightEdge.EMPTY, -1) : current;
    }

    /** What is known of its ledger: by this batch, or else by whoever has seen more of it. */
    private @Nullable KnownLedger<S> current(LaneCommand<S> command) {
        KnownLedger<S> uncommitted = chained.get(command.ledger());
        if (uncommitted != null) {
            return uncommitted;
        }
        KnownLedger<S> committed = known.get(command.ledger());
        KnownLedger<S> loaded = command.loaded();
        return committed == null || loaded != null && loaded.last() > committed.last() ? loaded : committed;
    }

    private boolean isRepeated(LaneCommand<S> command) {
        UUID id = command.id();
        return id != null && ids.contains(new CommandKey(command.ledger(), id));
    }

    private void follow(LaneCommand<S> command, KnownLedger<S> from, Completion completion) {
        command.decidedOver(from.last());
        if (chained.containsKey(command.ledger())) {
            pending.add(new Pending<>(command, completion));
        } else {
            command.complete(completion);
        }
    }

    /** Whether what it holds is long enough. */
    boolean isFull() {
        return bytes > MOST_BYTES;
    }

    /** Whether there is nothing to store. */
    boolean isEmpty() {
        return decided.isEmpty();
    }

    List<Decided<S>> decided() {
        return decided;
    }

    List<Append> appends() {
        return decided.stream().map(Decided::append).toList();
    }

    /** Those that it writes to. */
    Collection<UUID> ledgers() {
        return chained.keySet();
    }

    /** A ledger as it is once the batch is committed. */
    KnownLedger<S> chained(UUID ledger) {
        return Objects.requireNonNull(chained.get(ledger));
    }

    /** It is committed. */
    void complete() {
        decided.forEach(each -> each.command().complete(new Answered(each.answer())));
        pending.forEach(each -> each.command().complete(each.completion()));
    }

    /** It is not, or nobody knows. */
    void complete(Completion completion) {
        decided.forEach(each -> each.command().complete(completion));
        pending.forEach(each -> each.command().complete(completion));
    }
}
