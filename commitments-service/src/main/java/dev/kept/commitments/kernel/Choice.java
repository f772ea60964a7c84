package dev.kept.commitments.kernel;

/**
 * A value that a field of an operation's body may have, as a command to be probed: nothing but this value is left to be wrong with it.
 *
 * @param field of the body
 * @param value as the body has it; of a list, one of its values
 */
public record Choice<S extends LedgerSlice>(String field, String value, LedgerCommand<S> command) {

    /** As {@link Probe#operation()}. */
    public String operation() {
        return Probe.of(command).operation();
    }
}
