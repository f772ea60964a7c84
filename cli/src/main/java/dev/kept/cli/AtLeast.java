package dev.kept.cli;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reading follows writing by some milliseconds; what must know an entry waits for it. */
final class AtLeast {

    @Option(
            names = "--at-least",
            paramLabel = "ENTRY",
            description = "Wait until the answer knows this entry, e.g. the one that a command before recorded.")
    private @Nullable Long sequence;

    @Nullable
    Long sequence() {
        return sequence;
    }

    /** For an answer from several ledgers. */
    @Nullable
    String of(UUID ledger) {
        return sequence == null ? null : ledger + "=" + sequence;
    }
}
