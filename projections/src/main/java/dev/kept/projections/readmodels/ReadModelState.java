package dev.kept.projections.readmodels;

/** Whether the read models can be relied on to hold what was recorded. */
@FunctionalInterface
public interface ReadModelState {

    /**
     * Whether workers feed the read models, and each of them has been at the end of the log once. What was recorded in the last moments may
     * still be missing.
     */
    boolean isUpToDate();
}
