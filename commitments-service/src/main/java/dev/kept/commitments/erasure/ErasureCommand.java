package dev.kept.commitments.erasure;

import dev.kept.commitments.erasure.Erasures.ErasureProposal;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.events.Actor;
import dev.kept.events.ErasureEvent.ErasureDeclined;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.Ground;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for to take texts out of the record. It stays possible while the ledger is closed. */
public sealed interface ErasureCommand extends LedgerCommand<ErasureSlice> {

    @Override
    default boolean allowedWhileClosed() {
        return true;
    }

    /**
     * The author erases at once; a member of a side who is not the author proposes it to the other side.
     *
     * @param entry the entry that holds the texts; null when the ledger has none of that sequence
     */
    record EraseText(
            UUID ledger,
            UUID erasure,
            Place place,
            @Nullable SealedEntry entry,
            @Nullable Text reason) implements ErasureCommand {

        @Override
        public @Nullable UUID item() {
            return entry == null ? null : entry.item();
        }

        @Override
        public Optional<Actor> issuer(ErasureSlice state, @Nullable UUID person) {
            return person == null ? Optional.empty() : state.roleOf(person);
        }

        @Override
        public List<LedgerEvent> decide(ErasureSlice state, Issue issue) {
            SealedEntry about = requireEntry(entry, place);
            boolean isAuthor = about.author().person().equals(Optional.of(issue.person()));
            Side side = isAuthor ? null : issue.side();
            requireSealed(about, place);
            requireNewId(state, erasure);
            state.erasures().requireNotErased(place);
            if (side == null) {
                return List.of(new TextErased(erasure, about.item(), place, Ground.AUTHOR, reason));
            }
            state.erasures().requireNotProposed(place);
            return List.of(new ErasureProposed(erasure, side, about.item(), place, reason));
        }
    }

    /** The other side agrees, and what is still there of the texts goes. */
    record AgreeErasure(UUID ledger, UUID erasure) implements ErasureCommand {

        @Override
        public @Nullable UUID item() {
            return null;
        }

        @Override
        public List<LedgerEvent> decide(ErasureSlice state, Issue issue) {
            Side side = issue.side();
            ErasureProposal proposal = state.erasures().requireOpen(erasure);
            if (proposal.by() == side) {
                throw Rejected.rule(
                        "not-your-turn",
                        "It is for the other side to answer.",
                        Map.of("erasure", erasure, "turn", side.other()));
            }
            Place left = state.erasures().remaining(proposal.place());
            return List.of(new TextErased(erasure, proposal.item(), left, Ground.AGREED, null));
        }
    }

    /** The other side does not want it, or the side that proposed takes it back. */
    record DeclineErasure(
            UUID ledger, UUID erasure, @Nullable Text reason) implements ErasureCommand {

        @Override
        public @Nullable UUID item() {
            return null;
        }

        @Override
        public List<LedgerEvent> decide(ErasureSlice state, Issue issue) {
            Side side = issue.side();
            ErasureProposal proposal = state.erasures().requireOpen(erasure);
            return List.of(new ErasureDeclined(erasure, side, proposal.item(), reason));
        }
    }

    /**
     * The system, for an operator whom the law obliges.
     *
     * @param reason the law, and nothing of the record
     */
    record EraseByLaw(
            UUID ledger,
            UUID erasure,
            Place place,
            @Nullable SealedEntry entry,
            Text reason) implements ErasureCommand {

        @Override
        public @Nullable UUID item() {
            return entry == null ? null : entry.item();
        }

        @Override
        public Optional<Actor> issuer(ErasureSlice state, @Nullable UUID person) {
            return person == null ? Optional.of(Actor.SYSTEM) : Optional.empty();
        }

        @Override
        public List<LedgerEvent> decide(ErasureSlice state, Issue issue) {
            SealedEntry about = requireEntry(entry, place);
            requireSealed(about, place);
            requireNewId(state, erasure);
            state.erasures().requireNotErased(place);
            return List.of(new TextErased(erasure, about.item(), place, Ground.LAW, reason));
        }
    }

    private static SealedEntry requireEntry(@Nullable SealedEntry entry, Place place) {
        if (entry == null) {
            throw Rejected.unknown(
                    "entry-not-found", "There is no such entry in this ledger.", Map.of("sequence", place.sequence()));
        }
        return entry;
    }

    private static void requireSealed(SealedEntry entry, Place place) {
        List<String> unknown = place.fields().stream()
                .filter(field -> !entry.fields().contains(field))
                .toList();
        if (!unknown.isEmpty()) {
            throw Rejected.rule(
                    "field-not-found",
                    "The entry has no text there.",
                    Map.of(
                            "sequence",
                            place.sequence(),
                            "unknown",
                            unknown,
                            "fields",
                            entry.fields().stream().sorted().toList()));
        }
    }

    private static void requireNewId(ErasureSlice state, UUID erasure) {
        if (state.erasures().knows(erasure)) {
            throw Rejected.alreadyExists(erasure);
        }
    }
}
