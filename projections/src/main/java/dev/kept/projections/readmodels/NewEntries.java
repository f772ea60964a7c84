package dev.kept.projections.readmodels;

import java.util.UUID;

/** Says when a ledger has new entries in the read models. */
public interface NewEntries {

    /**
     * Watches a ledger until closed. In the process that fills the read models the news comes at once, elsewhere within half a second.
     *
     * @param news is called from any thread, may be called for nothing, and must return at once
     */
    Watch watch(UUID ledger, Runnable news);

    /** Ends the watching. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
