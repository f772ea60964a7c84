package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Taking a text out of the record. The statement that holds its digest stays as it was. */
public sealed interface ErasureEvent extends LedgerEvent {

    /** The item of the entry whose texts are concerned; null when that entry is about the ledger as a whole. */
    @Nullable
    UUID item();

    @Override
    default @Nullable UUID subject() {
        return item();
    }

    /** A side that is not the author proposes to erase. */
    record ErasureProposed(
            UUID erasure,
            Side by,
            @Nullable UUID item,
            Place place,
            @Nullable Text reason) implements ErasureEvent {}

    /** The other side did not want it, or the side that proposed took it back. */
    record ErasureDeclined(
            UUID erasure,
            Side by,
            @Nullable UUID item,
            @Nullable Text reason) implements ErasureEvent {}

    /**
     * The texts are gone.
     *
     * @param erasure the proposal both agreed on; on another ground an id of its own
     * @param reason why, as the author says, or the law it is done by; null when both agreed: the proposal has it
     */
    record TextErased(
            UUID erasure,
            @Nullable UUID item,
            Place place,
            Ground ground,
            @Nullable Text reason) implements ErasureEvent {}

    /**
     * Which texts of which entry.
     *
     * @param sequence the entry that holds them
     * @param fields their places in its data, as {@link Text.Sealed#field()}; at least one
     */
    record Place(long sequence, List<String> fields) {
        public Place {
            fields = List.copyOf(fields);
        }
    }

    enum Ground {
        AUTHOR,
        AGREED,
        LAW
    }
}
