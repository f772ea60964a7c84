package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SigningKey;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Heads and receipts as the service gives them out, and the notary as it runs, over a store that is measured. */
public final class MeasuredHeads implements AutoCloseable {

    private final TreeHeads heads;
    private final Notary notary;
    private final NotaryState state = new NotaryState();

    private MeasuredHeads(MeasuredStore store, KafkaSettings kafka) {
        SigningGate gate = new SigningGate();
        gate.open();
        LogIdentity identity = new LogIdentity(
                store.readers(),
                Base64.getEncoder().encodeToString(SigningKey.generate().seed()),
                "bench.example",
                "");
        heads = new TreeHeads(store.readers(), identity, gate);
        notary = new Notary(store.relayConnections(), kafka, heads, state);
    }

    /** Signs heads of every ledger with new entries each second and publishes them, until it is closed. */
    public static MeasuredHeads start(MeasuredStore store, KafkaSettings kafka) {
        MeasuredHeads measured = new MeasuredHeads(store, kafka);
        measured.notary.start();
        return measured;
    }

    /** Whether it publishes by now. */
    public boolean publishes() {
        return state.phase() == NotaryState.Phase.PUBLISHING;
    }

    /**
     * The receipt of an entry under the newest head, as somebody gets it who asks.
     *
     * @return how many entries the head has
     */
    public long receipt(UUID ledger, long sequence) {
        return TreeHead.parse(heads.receipts(ledger, List.of(sequence), null)
                        .getFirst()
                        .note()
                        .text())
                .size();
    }

    @Override
    public void close() {
        notary.stop();
    }
}
