package dev.kept.commitments.aggregate;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Rejected;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Decides a command in its caller's thread; when another process wrote to the ledger meanwhile, decides it again over the newer state.
 * Ends with an answer, {@link Rejected}, {@link RepeatedCommand} or {@link StoreUnavailable}; anything else is a defect.
 */
final class LedgerCommandBus implements CommandBus {

    private static final int ATTEMPTS = 4;

    private final CommandBus bus;
    private final CommandGate gate;

    LedgerCommandBus(CommandBus bus, CommandGate gate) {
        this.bus = bus;
        this.gate = gate;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, (message, result) -> {});
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        try {
            gate.requireOpen();
        } catch (StoreUnavailable e) {
            callback.onResult(command, new GenericCommandResultMessage<>(e));
            return;
        }
        attempt(command, callback, 1);
    }

    private <C, R> void attempt(
            CommandMessage<C> command, CommandCallback<? super C, ? super R> callback, int attempt) {
        bus.<C, R>dispatch(command, (message, result) -> {
            if (!result.isExceptional()) {
                callback.onResult(message, result);
            } else if (result.exceptionResult() instanceof ConcurrencyException && attempt < ATTEMPTS) {
                attempt(command, callback, attempt + 1);
            } else {
                callback.onResult(message, new GenericCommandResultMessage<>(named(result.exceptionResult())));
            }
        });
    }

    private static Throwable named(Throwable failure) {
        return switch (failure) {
            case AggregateNotFoundException e ->
                new Rejected(
                        Rejected.Reason.UNKNOWN,
                        "ledger-not-found",
                        "There is no such ledger, or it is not yours.",
                        Map.of());
            case ConcurrencyException e ->
                StoreUnavailable.notRecorded("Others are writing to this ledger at this moment.");
            case LockAcquisitionFailedException e ->
                StoreUnavailable.notRecorded("Too many commands are waiting for this ledger.");
            default -> failure;
        };
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return bus.subscribe(commandName, handler);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> dispatchInterceptor) {
        return bus.registerDispatchInterceptor(dispatchInterceptor);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> handlerInterceptor) {
        return bus.registerHandlerInterceptor(handlerInterceptor);
    }
}
