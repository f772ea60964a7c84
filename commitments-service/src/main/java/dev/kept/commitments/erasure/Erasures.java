package dev.kept.commitments.erasure;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.ErasureEvent;
import dev.kept.events.ErasureEvent.ErasureDeclined;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.Side;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Proposals to erase, and what was erased.
 *
 * @param proposals the answered ones too, by id
 * @param erased the places of texts that are gone, by entry
 */
public record Erasures(PMap<UUID, ErasureProposal> proposals, PMap<Long, PVector<String>> erased) {

    public static final Erasures NONE = new Erasures(HashTreePMap.empty(), HashTreePMap.empty());

    /**
     * A side's wish to erase what it did not write.
     *
     * @param open false once it was answered
     */
    public record ErasureProposal(Side by, @Nullable UUID item, Place place, boolean open) {}

    boolean knows(UUID erasure) {
        return proposals.containsKey(erasure);
    }

    ErasureProposal requireOpen(UUID erasure) {
        ErasureProposal proposal = proposals.get(erasure);
        if (proposal == null) {
            throw Rejected.unknown(
                    "erasure-not-found", "There is no such proposal in this ledger.", Map.of("erasure", erasure));
        }
        if (!proposal.open()) {
            throw Rejected.rule("erasure-answered", "This proposal was answered already.", Map.of("erasure", erasure));
        }
        return proposal;
    }

    void requireNotErased(Place place) {
        List<String> gone =
                place.fields().stream().filter(field -> isErased(place, field)).toList();
        if (!gone.isEmpty()) {
            throw alreadyErased(place.sequence(), gone);
        }
    }

    /** Two proposals about the same text would be answered twice. */
    void requireNotProposed(Place place) {
        proposals.forEach((id, proposal) -> {
            if (proposal.open()
                    && proposal.place().sequence() == place.sequence()
                    && proposal.place().fields().stream().anyMatch(place.fields()::contains)) {
                throw Rejected.rule(
                        "already-proposed",
                        "Erasing this has already been proposed, and the proposal waits for an answer.",
                        Map.of("erasure", id, "turn", proposal.by().other()));
            }
        });
    }

    /** What of a place is still there. */
    Place remaining(Place place) {
        List<String> left =
                place.fields().stream().filter(field -> !isErased(place, field)).toList();
        if (left.isEmpty()) {
            throw alreadyErased(place.sequence(), place.fields());
        }
        return new Place(place.sequence(), left);
    }

    private boolean isErased(Place place, String field) {
        return erased.getOrDefault(place.sequence(), TreePVector.empty()).contains(field);
    }

    private static Rejected alreadyErased(long sequence, List<String> fields) {
        return Rejected.rule(
                "already-erased", "This has been erased already.", Map.of("sequence", sequence, "fields", fields));
    }

    public Erasures evolve(ErasureEvent event) {
        return switch (event) {
            case ErasureProposed it ->
                new Erasures(
                        proposals.plus(it.erasure(), new ErasureProposal(it.by(), it.item(), it.place(), true)),
                        erased);
            case ErasureDeclined it -> new Erasures(answered(it.erasure()), erased);
            case TextErased it ->
                new Erasures(
                        answered(it.erasure()),
                        erased.plus(
                                it.place().sequence(),
                                erased.getOrDefault(it.place().sequence(), TreePVector.empty())
                                        .plusAll(it.place().fields())));
        };
    }

    private PMap<UUID, ErasureProposal> answered(UUID erasure) {
        ErasureProposal proposal = proposals.get(erasure);
        return proposal == null
                ? proposals
                : proposals.plus(erasure, new ErasureProposal(proposal.by(), proposal.item(), proposal.place(), false));
    }
}
