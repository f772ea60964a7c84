package dev.kept.commitments.decision;

import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a side wants to be decided.
 *
 * @param commitments those that it affects
 * @param review when it is to be looked at again
 */
public record Substance(
        Text statement,
        Text rationale,
        List<Alternative> alternatives,
        List<Evidence> evidence,
        List<UUID> commitments,
        @Nullable Due review) {
    public Substance {
        alternatives = List.copyOf(alternatives);
        evidence = List.copyOf(evidence);
        commitments = List.copyOf(commitments);
    }
}
