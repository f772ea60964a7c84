package dev.kept.endtoend.crash;

import java.util.UUID;

/** Where an entry stands. */
record Place(UUID ledger, long sequence) {
    @Override
    public String toString() {
        return ledger + "/" + sequence;
    }
}
