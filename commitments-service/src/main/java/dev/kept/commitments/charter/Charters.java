package dev.kept.commitments.charter;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CharterEvent;
import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterDeclined;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.CharterWithdrawn;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.Side;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What is known of the charter.
 *
 * @param id null before anything was put forward
 * @param version in force; 0 before there is one
 * @param inForce the clauses in force
 * @param open the proposal that waits for an answer
 */
public record Charters(
        @Nullable UUID id,
        int version,
        PVector<UUID> inForce,
        @Nullable Proposal open) {

    public static final Charters NONE = new Charters(null, 0, TreePVector.empty(), null);

    /**
     * What a side put forward.
     *
     * @param clauses all that would be in force
     */
    record Proposal(UUID id, Side by, PVector<UUID> clauses) {}

    /** The charter's id, once something is put forward under an id. */
    UUID idOr(UUID proposal) {
        return id == null ? proposal : id;
    }

    UUID requireId() {
        if (id == null) {
            throw Rejected.unknown("charter-not-found", "Nobody has proposed a charter in this ledger yet.", Map.of());
        }
        return id;
    }

    Proposal requireOpen(UUID proposal) {
        requireId();
        if (open == null || !open.id().equals(proposal)) {
            throw Rejected.rule(
                    "proposal-not-open",
                    "This proposal does not wait for an answer any more.",
                    Map.of("proposal", proposal));
        }
        return open;
    }

    void requireNoneOpen() {
        if (open != null) {
            throw Rejected.rule(
                    "proposal-open",
                    "Another proposal waits for an answer first.",
                    Map.of("proposal", open.id(), "by", open.by()));
        }
    }

    /** The charter after one more entry. */
    public Charters evolve(CharterEvent event) {
        return switch (event) {
            case CharterProposed it ->
                proposing(event.charter(), new Proposal(it.proposal(), it.by(), ids(it.clauses())));
            case CharterAmended it ->
                proposing(
                        event.charter(),
                        new Proposal(it.proposal(), it.by(), amended(base(it.answers()), it.changed(), it.removed())));
            case CharterAgreed it -> new Charters(id, it.version(), waiting().clauses(), null);
            case CharterDeclined ignored -> new Charters(id, version, inForce, null);
            case CharterWithdrawn ignored -> new Charters(id, version, inForce, null);
        };
    }

    /** What an amendment changes: what is in force, or what it answers. */
    private PVector<UUID> base(@Nullable UUID answers) {
        return answers == null ? inForce : waiting().clauses();
    }

    /** Every clause there is after an amendment; new ones come last. */
    static PVector<UUID> amended(PVector<UUID> base, List<Clause> changed, List<UUID> removed) {
        PVector<UUID> added = TreePVector.from(
                ids(changed).stream().filter(clause -> !base.contains(clause)).toList());
        return base.minusAll(removed).plusAll(added);
    }

    static PVector<UUID> ids(List<Clause> clauses) {
        return TreePVector.from(clauses.stream().map(Clause::clause).toList());
    }

    private Charters proposing(UUID charter, Proposal proposal) {
        return new Charters(charter, version, inForce, proposal);
    }

    private Proposal waiting() {
        if (open == null) {
            throw new IllegalStateException("the history answers a proposal that is not open");
        }
        return open;
    }
}
