package dev.kept.commitments.eventstore;

import java.util.Optional;

/** How an aggregate's state becomes bytes and comes back. */
public interface SnapshotCodec {

    /** The aggregate's type, as messages name it. */
    String aggregateType();

    byte[] write(Object aggregate);

    /** Empty when the bytes are of an older form or cannot be read: the ledger is then sourced from its entries. */
    Optional<Object> read(byte[] state);
}
