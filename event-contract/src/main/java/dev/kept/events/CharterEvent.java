package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The framework both sides agree on: versions of clauses, each in force once both agreed. A ledger has one charter. */
public sealed interface CharterEvent extends LedgerEvent {

    UUID charter();

    @Override
    default UUID subject() {
        return charter();
    }

    /**
     * A side put forward a whole charter, in place of whatever is in force.
     *
     * @param proposal the id under which it is answered
     */
    record CharterProposed(
            UUID charter,
            UUID proposal,
            Side by,
            List<Clause> clauses,
            @Nullable Text reason) implements CharterEvent {
        public CharterProposed {
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * A side put forward a change of some clauses.
     *
     * @param answers the other side's proposal that this one changes and takes the place of; null when it changes what is in force
     * @param changed clauses that are new or get another wording, known by their id
     * @param removed ids of clauses
     */
    record CharterAmended(
            UUID charter,
            UUID proposal,
            Side by,
            @Nullable UUID answers,
            List<Clause> changed,
            List<UUID> removed,
            @Nullable Text reason)
            implements CharterEvent {
        public CharterAmended {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /**
     * The other side agreed.
     *
     * @param version counts from 1; in force from now on
     */
    record CharterAgreed(UUID charter, UUID proposal, int version) implements CharterEvent {}

    record CharterDeclined(
            UUID charter, UUID proposal, @Nullable Text reason) implements CharterEvent {}

    /** The side that put the proposal forward took it back. */
    record CharterWithdrawn(
            UUID charter, UUID proposal, @Nullable Text reason) implements CharterEvent {}

    /**
     * One clause.
     *
     * @param clause stays the same through all versions
     * @param side whose role or preference it is; null when it holds for both
     */
    record Clause(UUID clause, Section section, @Nullable Side side, Text text) {}

    /** What a clause is about, in the order in which a charter is read. */
    enum Section {
        GOALS,
        ROLES,
        BOUNDARIES,
        EXPECTATIONS,
        DECISIONS,
        CONTACT
    }
}
