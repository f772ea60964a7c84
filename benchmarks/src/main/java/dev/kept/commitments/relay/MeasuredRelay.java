package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.http.tracing.Traces;

/** The relay as the service runs it, over a store that is measured. */
public final class MeasuredRelay implements AutoCloseable {

    private final Relay relay;
    private final RelayState state = new RelayState();

    private MeasuredRelay(MeasuredStore store, KafkaSettings kafka) {
        relay = new Relay(store.relayConnections(), kafka, store.signal(), state, Traces.off());
    }

    /** Begins where it ended last. */
    public static MeasuredRelay start(MeasuredStore store, KafkaSettings kafka) {
        MeasuredRelay measured = new MeasuredRelay(store, kafka);
        measured.relay.start();
        return measured;
    }

    /** Whether its topics are ready and it sends. */
    public boolean relays() {
        return state.phase() == RelayState.Phase.RELAYING;
    }

    @Override
    public void close() {
        relay.stop();
    }
}
