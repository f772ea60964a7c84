package dev.kept.commitments.key;

import dev.kept.commitments.kernel.Appended;

/** What changing the key needs of the ledgers, for one command of an operator. */
public interface KeyedLedgers extends AutoCloseable {

    /**
     * Issues a command as the system.
     *
     * @throws dev.kept.commitments.kernel.Rejected when it is not to be the ledger's next entry
     * @throws dev.kept.commitments.eventstore.StoreUnavailable when PostgreSQL does not answer
     */
    Appended issue(ChangeKey command);

    @Override
    void close();
}
