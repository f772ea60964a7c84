package dev.kept.commitments.erasure;

import dev.kept.commitments.eventstore.RecordedStatements;
import dev.kept.commitments.kernel.Appended;

/** What erasing by law needs of the ledgers, for one command of an operator. */
public interface ErasureStore extends AutoCloseable {

    RecordedStatements statements();

    /**
     * Issues a command as the system.
     *
     * @throws dev.kept.commitments.kernel.Rejected when a rule forbids it
     * @throws dev.kept.commitments.eventstore.StoreUnavailable when PostgreSQL does not answer
     */
    Appended issue(ErasureCommand command);

    @Override
    void close();
}
