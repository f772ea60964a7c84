package dev.kept.commitments.kernel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Puts commands on Axon's bus, and takes what became of them off it. */
public final class LedgerBus {

    /** What the aggregate's handler of commands is registered as. */
    public static final String COMMAND = "ledger-command";

    /** What the aggregate's handler of commands that open a ledger is registered as. */
    public static final String OPENING = "ledger-opening";

    private final CommandBus bus;

    public LedgerBus(CommandBus bus) {
        this.bus = bus;
    }

    /** A command as it goes on the bus. */
    public static CommandMessage<LedgerCommand<?>> message(LedgerCommand<?> command, Map<String, ?> metaData) {
        return new GenericCommandMessage<>(
                new GenericMessage<LedgerCommand<?>>(command, MetaData.from(metaData)),
                command.opensLedger() ? OPENING : COMMAND);
    }

    /**
     * Issues a command.
     *
     * @param metaData as {@link EntryMetaData} names it; without a member it is the system that asks
     * @return the answer; else {@link Rejected}, or what else the bus ends with, not wrapped
     */
    public CompletableFuture<Appended> dispatch(LedgerCommand<?> command, Map<String, ?> metaData) {
        CompletableFuture<Appended> outcome = new CompletableFuture<>();
        bus.<LedgerCommand<?>, Appended>dispatch(message(command, metaData), (issued, result) -> {
            if (result.isExceptional()) {
                outcome.completeExceptionally(unwrapped(result.exceptionResult()));
            } else {
                outcome.complete(result.getPayload());
            }
        });
        return outcome;
    }

    /**
     * Issues a command and waits, however long it takes.
     *
     * @throws Rejected when a rule forbids it
     * @throws RuntimeException whatever else the bus ends with
     */
    public Appended issue(LedgerCommand<?> command, Map<String, ?> metaData) {
        try {
            return dispatch(command, metaData).join();
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    /** What a command ended with, to be thrown. */
    public static RuntimeException failure(@Nullable Throwable cause) {
        return cause instanceof RuntimeException failure
                ? failure
                : new IllegalStateException("a command failed", cause);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CommandExecutionException && cause != null ? unwrapped(cause) : failure;
    }
}
