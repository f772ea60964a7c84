package dev.kept.projections.kinds.charter;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.charter.CharterView.CharterClause;
import dev.kept.projections.kinds.charter.CharterView.CharterProposal;
import dev.kept.projections.store.fold.Provenance;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was or is in force.
 *
 * @param version from 1
 * @param proposal what was agreed to
 * @param by the side that put it forward
 * @param reason why it was put forward
 * @param clauses in the order in which a charter is read
 */
public record CharterVersion(
        int version,
        UUID proposal,
        Side by,
        Provenance proposed,
        Provenance agreed,
        @Nullable Text reason,
        List<CharterClause> clauses) {

    public CharterVersion {
        clauses = List.copyOf(clauses);
    }

    /** Of a proposal that was agreed to. */
    static CharterVersion of(CharterProposal agreed) {
        return new CharterVersion(
                Objects.requireNonNull(agreed.version()),
                agreed.proposal(),
                agreed.by(),
                agreed.proposed(),
                Objects.requireNonNull(agreed.answered()),
                agreed.reason(),
                agreed.clauses());
    }
}
