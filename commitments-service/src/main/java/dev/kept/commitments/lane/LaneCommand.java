package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerCommand;
import io.opentelemetry.api.trace.Span;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;

/** A command on its way through a lane, and the caller who waits for it. */
final class LaneCommand<S> {

    /** What became of it. */
    sealed interface Completion {}

    /** @param answer of the ledger */
    record Answered(@Nullable Object answer) implements Completion {}

    record Failed(Throwable failure) implements Completion {}

    /** It was decided over a state that is no longer the store's: to be read and decided again. */
    record Overtaken() implements Completion {}

    private enum Stage {
        QUEUED,
        TAKEN,
        ABANDONED,
        DONE
    }

    private final CommandMessage<?> message;
    private final LedgerCommand<?> command;
    private final @Nullable KnownLedger<S> loaded;
    private final int bytes;
    private final @Nullable Span span;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private @Nullable Completion completion;
    private @Nullable Long decidedOver;

    /**
     * @param loaded what its caller knows of the ledger; null only for a command that opens it
     * @param span in which it is issued; null where none is recorded
     */
    LaneCommand(CommandMessage<?> message, @Nullable KnownLedger<S> loaded, @Nullable Span span) {
        this.message = message;
        this.command = (LedgerCommand<?>) message.getPayload();
        this.loaded = loaded;
        this.bytes = CommandBytes.of(command);
        this.span = span;
    }

    CommandMessage<?> message() {
        return message;
    }

    UUID ledger() {
        return command.ledger();
    }

    /** About what it takes while it waits. */
    int bytes() {
        return bytes;
    }

    boolean opens() {
        return command.opensLedger();
    }

    /** From the caller's idempotency key; null without one. */
    @Nullable
    UUID id() {
        return (UUID) message.getMetaData().get(EntryMetaData.COMMAND_ID);
    }

    @Nullable
    KnownLedger<S> loaded() {
        return loaded;
    }

    @Nullable
    Span span() {
        return span;
    }

    /** The lane takes it up; false when its caller has gone away. */
    boolean take() {
        return stage.compareAndSet(Stage.QUEUED, Stage.TAKEN);
    }

    /** Its caller goes away; false when the lane has taken it up. */
    boolean abandon() {
        return stage.compareAndSet(Stage.QUEUED, Stage.ABANDONED);
    }

    boolean isQueued() {
        return stage.get() == Stage.QUEUED;
    }

    boolean isDone() {
        return stage.get() == Stage.DONE;
    }

    /** What became of it, once it is done. */
    Completion completion() {
        return Objects.requireNonNull(completion);
    }

    /** It comes to no entry, and what it is told follows from a state that ends there. */
    void decidedOver(long last) {
        decidedOver = last;
    }

    /** The last entry of the state from which it was answered or refused; null when the store itself has answered for it. */
    @Nullable
    Long decidedOver() {
        return completion instanceof Failed(Throwable failure) && failure instanceof StoreUnavailable
                ? null
                : decidedOver;
    }

    /** By the thread that took it up, once. */
    void complete(Completion with) {
        completion = with;
        stage.set(Stage.DONE);
        wake();
    }

    void wake() {
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }
}
