package dev.kept.commitments.aggregate;

import dev.kept.commitments.kernel.LedgerCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Drops a ledger from the cache when its command did not come to an end, whatever stopped it. Axon rolls back after an exception only:
 * after an error while entries are stored, the ledger in the cache would be ahead of the store.
 */
final class UncommittedLedgers implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final Cache cache;

    UncommittedLedgers(Cache cache) {
        this.cache = cache;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> command, InterceptorChain chain)
            throws Exception {
        if (command.getMessage().getPayload() instanceof LedgerCommand<?> it) {
            // What is registered last is cleaned up first: before the ledger's lock is given back, which was registered
            // when it was taken.
            command.onPrepareCommit(preparing -> {
                boolean[] committed = {false};
                preparing.onCommit(ignored -> committed[0] = true);
                preparing.onCleanup(ignored -> {
                    if (!committed[0]) {
                        cache.remove(it.ledger().toString());
                    }
                });
            });
        }
        return chain.proceed();
    }
}
