package dev.kept.commitments.key;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.KeyEvent.KeyReplaced;
import dev.kept.events.KeyEvent.KeyRotated;
import dev.kept.events.LedgerEvent;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.UntrustedNote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The system, for an operator: another key signs this ledger's heads from here on. It counts as the ledger's next entry, or not at all. */
public record ChangeKey(UUID ledger, KeyChange change) implements LedgerCommand<LedgerSlice> {

    @Override
    public @Nullable UUID item() {
        return null;
    }

    @Override
    public Optional<Actor> issuer(LedgerSlice state, @Nullable UUID person) {
        return person == null ? Optional.of(Actor.SYSTEM) : Optional.empty();
    }

    @Override
    public List<LedgerEvent> decide(LedgerSlice state, Issue issue) {
        if (change.sequence() != state.sequence() + 1) {
            throw refused("It was signed for another entry than the next.");
        }
        if (!change.newKey().name().endsWith("/l/" + ledger)) {
            throw refused("It was signed for another ledger.");
        }
        try {
            change.requireSigned();
        } catch (UntrustedNote e) {
            throw refused("It does not count: " + e.getMessage() + ".");
        }
        String oldKey = change.oldKey().toString();
        String newKey = change.newKey().toString();
        String oldSignature = change.oldSignature();
        return List.of(
                oldSignature == null
                        ? new KeyReplaced(oldKey, newKey, change.newSignature())
                        : new KeyRotated(oldKey, newKey, oldSignature, change.newSignature()));
    }

    private Rejected refused(String sentence) {
        return Rejected.rule("key-change-refused", sentence, Map.of("sequence", change.sequence()));
    }
}
