package dev.kept.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mediator's neutral statement. It never changes an entry. */
public sealed interface FindingEvent extends LedgerEvent {

    UUID finding();

    @Override
    default UUID subject() {
        return finding();
    }

    /**
     * The mediator states something.
     *
     * @param dispute the disputed delivery it is on; null when it is on a pattern
     * @param about items it rests on
     * @param evidence what else it rests on; absent in entries from before there was any, and where there is none
     */
    record FindingRecorded(
            UUID finding,
            Text text,
            @Nullable Dispute dispute,
            List<UUID> about,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Evidence> evidence)
            implements FindingEvent {
        public FindingRecorded {
            about = List.copyOf(about);
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }

        public FindingRecorded(UUID finding, Text text, @Nullable Dispute dispute, List<UUID> about) {
            this(finding, text, dispute, about, List.of());
        }
    }

    /** A side accepts it. Once both did, a finding on a dispute resolves it. */
    record FindingAccepted(UUID finding, Side by) implements FindingEvent {}

    /** A side does not accept it. */
    record FindingDeclined(UUID finding, Side by, @Nullable Text reason) implements FindingEvent {}

    /**
     * A disputed delivery and what the mediator finds.
     *
     * @param kept whether the delivery should count, by the time it was made
     */
    record Dispute(UUID commitment, int occurrence, boolean kept) {}
}
