package dev.kept.commitments.eventstore;

import java.util.UUID;

/** The ledger has recorded a command under this id before; {@link RecordedCommands} knows its answer. Nothing was recorded now. */
public final class RepeatedCommand extends RuntimeException {

    private final UUID ledger;
    private final UUID command;

    public RepeatedCommand(UUID ledger, UUID command) {
        super("a command with this id has been recorded before", null, false, false);
        this.ledger = ledger;
        this.command = command;
    }

    public UUID ledger() {
        return ledger;
    }

    public UUID command() {
        return command;
    }
}
