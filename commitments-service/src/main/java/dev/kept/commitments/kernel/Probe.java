package dev.kept.commitments.kernel;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that nobody has given: it is decided to find out whether a rule stands against it, and what it would record is thrown away.
 * Its body is one that nothing is wrong with, so that only the ledger's state and the person's rights can refuse it.
 *
 * @param part what of the item the path names, e.g. a proposal of terms; null when that is the item itself, or nothing
 * @param occurrence which one the body names; null when it names none
 */
public record Probe<S extends LedgerSlice>(
        @Nullable UUID part, @Nullable Integer occurrence, LedgerCommand<S> command) {

    public static <S extends LedgerSlice> Probe<S> of(LedgerCommand<S> command) {
        return new Probe<>(null, null, command);
    }

    public static <S extends LedgerSlice> Probe<S> ofPart(UUID part, LedgerCommand<S> command) {
        return new Probe<>(part, null, command);
    }

    public static <S extends LedgerSlice> Probe<S> ofOccurrence(
            @Nullable Integer occurrence, LedgerCommand<S> command) {
        return new Probe<>(null, occurrence, command);
    }

    /** As the API's document names the operation: the command's name. */
    public String operation() {
        String name = command.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
