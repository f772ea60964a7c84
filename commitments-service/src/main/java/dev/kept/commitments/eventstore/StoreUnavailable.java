package dev.kept.commitments.eventstore;

import java.util.function.Supplier;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The store cannot answer now: PostgreSQL is away or overloaded. Nothing was acknowledged; asking again later may succeed. After
 * {@link Effect#UNKNOWN} the command may have been recorded all the same: only its idempotency key makes repeating it harmless.
 */
public final class StoreUnavailable extends RuntimeException {

    /** What the command left in the store. */
    public enum Effect {
        /** Nothing was recorded. */
        NOT_RECORDED,
        /** Nothing was recorded, and nothing will be until an operator has filled the store up. */
        BEHIND,
        /** The connection was lost while PostgreSQL committed. */
        UNKNOWN
    }

    private final Effect effect;

    StoreUnavailable(Effect effect, String sentence) {
        super(sentence, null, false, false);
        this.effect = effect;
    }

    /** Nothing was recorded, and the same command may be issued again. */
    public static StoreUnavailable notRecorded(String sentence) {
        return new StoreUnavailable(Effect.NOT_RECORDED, sentence);
    }

    static StoreUnavailable behind() {
        return new StoreUnavailable(Effect.BEHIND, "The store lacks entries that were published.");
    }

    /** Nobody knows whether it was recorded. */
    public static StoreUnavailable unknown() {
        return new StoreUnavailable(
                Effect.UNKNOWN, "The connection to the store was lost, so whether this was recorded is not known.");
    }

    /** The result of a read, or this exception when PostgreSQL does not answer. */
    public static <T> T orResult(Supplier<T> read) {
        try {
            return read.get();
        } catch (NonTransientDataAccessResourceException
                | TransientDataAccessException
                | RecoverableDataAccessException
                | CannotCreateTransactionException e) {
            throw notRecorded("The store does not answer.");
        }
    }

    public Effect effect() {
        return effect;
    }
}
