package dev.kept.projections.kinds.charter;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The charter with its whole history. Each piece names the entry it comes from.
 *
 * @param version in force; 0 before there is one
 * @param proposals all that was ever put forward, in order
 * @param waiting whose turn it is
 * @param lastSequence the last entry about it; its ETag
 */
public record CharterView(
        UUID charter, int version, List<CharterProposal> proposals, List<Turn> waiting, long lastSequence) {

    public CharterView {
        proposals = List.copyOf(proposals);
        waiting = List.copyOf(waiting);
    }

    /**
     * What a side put forward.
     *
     * @param answers the other side's proposal in whose place it came
     * @param base the version in force when it was put forward; 0 when there was none
     * @param clauses all there would be with it, in the order in which a charter is read
     * @param answered the entry that ended the wait for an answer; of a countered one, that of the other proposal
     * @param version the version it became, once agreed
     */
    public record CharterProposal(
            UUID proposal,
            Side by,
            @Nullable UUID answers,
            int base,
            CharterProposalState state,
            Provenance proposed,
            @Nullable Text reason,
            List<CharterClause> clauses,
            @Nullable Provenance answered,
            @Nullable Text answerReason,
            @Nullable Integer version) {

        public CharterProposal {
            clauses = List.copyOf(clauses);
        }

        CharterProposal answered(
                CharterProposalState how, Provenance at, @Nullable Text why, @Nullable Integer became) {
            return new CharterProposal(proposal, by, answers, base, how, proposed, reason, clauses, at, why, became);
        }
    }

    /**
     * A clause as a proposal words it.
     *
     * @param clause stays the same through all versions
     * @param side whose role or preference it is; null when it holds for both
     * @param worded the entry that holds this wording
     */
    public record CharterClause(
            UUID clause, Section section, @Nullable Side side, Text text, Provenance worded) {}

    /** What became of a proposal. On the wire in lower case. */
    public enum CharterProposalState {
        OPEN,
        AGREED,
        DECLINED,
        WITHDRAWN,
        /** The other side put another one in its place. */
        COUNTERED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Optional<CharterProposal> proposal(UUID id) {
        return proposals.stream().filter(each -> each.proposal().equals(id)).findFirst();
    }

    /** What became a version. */
    Optional<CharterProposal> version(int number) {
        return proposals.stream()
                .filter(each -> each.version() != null && each.version() == number)
                .findFirst();
    }

    /** What waits for an answer. */
    Optional<CharterProposal> open() {
        return proposals.stream()
                .filter(each -> each.state() == CharterProposalState.OPEN)
                .findFirst();
    }

    /** The clauses of a version; none for 0, before there was one. */
    List<CharterClause> clausesOf(int number) {
        return version(number).map(CharterProposal::clauses).orElse(List.of());
    }
}
