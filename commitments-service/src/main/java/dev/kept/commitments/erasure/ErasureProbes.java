package dev.kept.commitments.erasure;

import dev.kept.commitments.erasure.ErasureCommand.AgreeErasure;
import dev.kept.commitments.erasure.ErasureCommand.DeclineErasure;
import dev.kept.commitments.erasure.ErasureCommand.EraseText;
import dev.kept.commitments.kernel.Choice;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.events.ErasureEvent.Place;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Erasing. The state knows no entry's author or texts, so of the ledger it is asked whether one may erase what one wrote oneself; of an
 * entry that was looked up, which of its texts.
 */
public final class ErasureProbes implements Probes<ErasureSlice> {

    private static final String FIELD = "text";

    @Override
    public String kind() {
        return "erasure";
    }

    @Override
    public List<Probe<ErasureSlice>> ofLedger(UUID ledger, ErasureSlice state, Issue issue) {
        Place next = new Place(state.sequence() + 1, List.of(FIELD));
        SealedEntry own = new SealedEntry(issue.actor(), null, Set.of(FIELD));
        return List.of(Probe.of(new EraseText(ledger, Sample.NEW_ID, next, own, null)));
    }

    @Override
    public List<Choice<ErasureSlice>> ofEntry(
            UUID ledger, long sequence, SealedEntry entry, ErasureSlice state, Issue issue) {
        return entry.fields().stream()
                .sorted()
                .map(field -> new Choice<ErasureSlice>(
                        "fields",
                        field,
                        new EraseText(ledger, Sample.NEW_ID, new Place(sequence, List.of(field)), entry, null)))
                .toList();
    }

    @Override
    public Set<UUID> items(ErasureSlice state) {
        return state.erasures().proposals().keySet();
    }

    @Override
    public List<Probe<ErasureSlice>> ofItem(UUID ledger, UUID id, ErasureSlice state, Issue issue) {
        return List.of(Probe.of(new AgreeErasure(ledger, id)), Probe.of(new DeclineErasure(ledger, id, null)));
    }
}
