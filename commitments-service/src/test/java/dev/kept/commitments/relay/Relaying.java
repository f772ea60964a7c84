package dev.kept.commitments.relay;

import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.TestStore;
import dev.kept.http.tracing.Traces;
import java.time.Duration;

/** A relay for tests of other packages. */
public final class Relaying implements AutoCloseable {

    private final Relay relay;

    private Relaying(Relay relay) {
        this.relay = relay;
    }

    /** Sends all entries of the store; when it returns none relays any more. */
    public static void everything(TestStore store, KafkaSettings settings) {
        try (Relaying relaying = start(store, settings)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> store.positions().waitingFor(Relay.READER) == 0);
        }
    }

    /** Relays until it is closed. */
    public static Relaying start(TestStore store, KafkaSettings settings) {
        RelayState state = new RelayState();
        Relay relay = new Relay(store.relayConnections(), settings, store.signal, state, Traces.off());
        relay.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> state.phase() == RelayState.Phase.RELAYING);
        return new Relaying(relay);
    }

    @Override
    public void close() {
        relay.stop();
    }
}
