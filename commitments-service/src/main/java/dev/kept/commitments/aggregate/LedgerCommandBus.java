package dev.kept.commitments.aggregate;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.lane.Lanes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;

/**
 * Axon's command bus over the lanes: a command is decided in the lane of its ledger, in its caller's thread or another's, and the
 * callback is called in the caller's thread once what it came to is committed. Ends with an answer, {@link Rejected},
 * {@link RepeatedCommand} or {@link StoreUnavailable}; anything else is a defect.
 */
public final class LedgerCommandBus implements CommandBus, AutoCloseable {

    private final Lanes<LedgerState> lanes;
    private final CommandGate gate;
    private final List<MessageDispatchInterceptor<? super CommandMessage<?>>> interceptors =
            new CopyOnWriteArrayList<>();

    LedgerCommandBus(Lanes<LedgerState> lanes, CommandGate gate) {
        this.lanes = lanes;
        this.gate = gate;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, (message, result) -> {});
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        CommandMessage<C> intercepted = intercepted(command);
        callback.onResult(intercepted, result(intercepted));
    }

    @SuppressWarnings("unchecked")
    private <R> CommandResultMessage<R> result(CommandMessage<?> command) {
        try {
            gate.requireOpen();
            return new GenericCommandResultMessage<>((R) lanes.issue(command));
        } catch (Throwable failure) {
            return new GenericCommandResultMessage<>(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private <C> CommandMessage<C> intercepted(CommandMessage<C> command) {
        CommandMessage<?> message = command;
        for (MessageDispatchInterceptor<? super CommandMessage<?>> interceptor : interceptors) {
            message = (CommandMessage<?>) interceptor.handle(message);
        }
        return (CommandMessage<C>) message;
    }

    /** Nobody else handles commands on ledgers: the aggregate's own handlers do, within the lanes. */
    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        throw new UnsupportedOperationException("commands on ledgers are handled by the aggregate alone");
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> dispatchInterceptor) {
        interceptors.add(dispatchInterceptor);
        return () -> interceptors.remove(dispatchInterceptor);
    }

    /** Many commands share a transaction, so there is no unit of work for each that could be intercepted. */
    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> handlerInterceptor) {
        throw new UnsupportedOperationException(
                "commands on ledgers are decided by the batch; intercept their dispatch");
    }

    /** What waits is stored, and nothing more taken up. */
    @Override
    public void close() {
        lanes.close();
    }
}
