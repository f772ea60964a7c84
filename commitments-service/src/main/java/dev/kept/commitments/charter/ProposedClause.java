package dev.kept.commitments.charter;

import dev.kept.commitments.web.PartIds;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a side wants a clause to say.
 *
 * @param clause null for a new one
 * @param side whose role or preference it is; null when it holds for both
 */
public record ProposedClause(
        @Nullable UUID clause, Section section, @Nullable Side side, Text text) {

    /** The ids of those that are there already. */
    static List<UUID> known(List<ProposedClause> wordings) {
        return wordings.stream()
                .map(ProposedClause::clause)
                .filter(Objects::nonNull)
                .toList();
    }

    /** New clauses get ids that follow from the proposal's. */
    static List<Clause> clauses(List<ProposedClause> wordings, UUID proposal) {
        List<Clause> clauses = new ArrayList<>();
        for (ProposedClause wording : wordings) {
            UUID id = wording.clause() == null ? PartIds.of(proposal, "clauses/" + clauses.size()) : wording.clause();
            clauses.add(new Clause(id, wording.section(), wording.side(), wording.text()));
        }
        return clauses;
    }
}
