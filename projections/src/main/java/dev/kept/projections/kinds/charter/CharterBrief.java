package dev.kept.projections.kinds.charter;

import dev.kept.projections.kinds.charter.CharterView.CharterProposal;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The charter as it stands, without what came before.
 *
 * @param inForce null before there is one
 * @param open what waits for an answer
 */
public record CharterBrief(
        UUID charter,
        @Nullable CharterVersion inForce,
        @Nullable CharterProposal open,
        List<Turn> waiting,
        long lastSequence) {

    public CharterBrief {
        waiting = List.copyOf(waiting);
    }

    static CharterBrief of(CharterView view) {
        return new CharterBrief(
                view.charter(),
                view.version(view.version()).map(CharterVersion::of).orElse(null),
                view.open().orElse(null),
                view.waiting(),
                view.lastSequence());
    }
}
