package dev.kept.projections.kinds.erasure;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.ErasureEvent.Ground;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One erasure, from proposal to answer; one by the author or by law has no proposal.
 *
 * @param entry the entry that holds, or held, the texts
 * @param item what that entry is about; absent for the ledger as a whole
 * @param fields the places proposed; once erased, those that this erasure took out
 * @param ground why they are gone; absent while they are not
 * @param proposedBy the side that proposed
 * @param turn the side that is to answer, by agreeErasure or declineErasure; absent once it is answered
 * @param reason as the proposal, the author or the law gives it
 * @param answerReason why it was declined
 */
@Schema(name = "Erasure")
public record ErasureView(
        UUID erasure,
        State state,
        long entry,
        @Nullable UUID item,
        List<String> fields,
        @Nullable Ground ground,
        @Nullable Side proposedBy,
        @Nullable Side turn,
        @Nullable Text reason,
        @Nullable Text answerReason,
        @Nullable Provenance proposed,
        @Nullable Provenance answered) {

    public ErasureView {
        fields = List.copyOf(fields);
    }

    /** How far it is. */
    public enum State {
        PROPOSED,
        DECLINED,
        ERASED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
