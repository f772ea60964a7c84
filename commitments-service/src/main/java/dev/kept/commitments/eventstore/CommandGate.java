package dev.kept.commitments.eventstore;

/** Whether commands are taken: not while the store may lack entries that were published, because new ones would get numbers that are used. */
public final class CommandGate {

    /** What is known about the store. */
    public enum State {
        /** Nothing speaks against commands. */
        OPEN,
        /** The store has not been compared with Kafka yet. */
        CHECKING,
        /** Kafka has entries that the store lacks. */
        BEHIND
    }

    private volatile State state = State.OPEN;

    public State state() {
        return state;
    }

    public void is(State now) {
        state = now;
    }

    /**
     * Makes sure that commands are taken.
     *
     * @throws StoreUnavailable when they are not
     */
    public void requireOpen() {
        switch (state) {
            case OPEN -> {}
            case CHECKING -> throw StoreUnavailable.notRecorded("The store is being compared with Kafka.");
            case BEHIND -> throw StoreUnavailable.behind();
        }
    }
}
