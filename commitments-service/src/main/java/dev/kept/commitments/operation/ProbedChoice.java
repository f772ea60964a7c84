package dev.kept.commitments.operation;

import dev.kept.commitments.kernel.Rejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a body's field that was probed.
 *
 * @param field as {@link dev.kept.commitments.kernel.Choice} has it; as the value
 * @param records wire types of the entries that it would record
 * @param refusal null when nothing stands against it
 */
public record ProbedChoice(
        String operation,
        String field,
        String value,
        List<String> records,
        @Nullable Rejected refusal) {

    public ProbedChoice {
        records = List.copyOf(records);
    }

    boolean allowed() {
        return refusal == null;
    }
}
