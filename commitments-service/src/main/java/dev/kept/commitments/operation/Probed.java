package dev.kept.commitments.operation;

import dev.kept.commitments.kernel.Rejected;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operation that was probed.
 *
 * @param part as {@link dev.kept.commitments.kernel.Probe} has it; as the occurrence
 * @param refusal null when nothing stands against it
 */
public record Probed(
        String operation,
        @Nullable UUID part,
        @Nullable Integer occurrence,
        @Nullable Rejected refusal) {

    boolean allowed() {
        return refusal == null;
    }

    boolean isSameAs(Probed other) {
        return operation.equals(other.operation)
                && Objects.equals(part, other.part)
                && Objects.equals(occurrence, other.occurrence);
    }
}
