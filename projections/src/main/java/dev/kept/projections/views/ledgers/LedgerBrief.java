package dev.kept.projections.views.ledgers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.reading.LedgerReading;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger in a list; fields as in {@link LedgerAnswer}. */
@Schema(name = "LedgerBrief")
public record LedgerBrief(
        UUID ledger,
        Text title,
        Instant opened,
        long head,
        Instant recorded,
        String role,
        PartyNames parties,
        LedgerAnswer.ClosureAnswer closure) {

    @Schema(name = "PartyNames")
    public record PartyNames(
            @JsonProperty("A") Text a,
            @JsonProperty("B") @Nullable Text b) {}

    public static LedgerBrief of(LedgerReading reading) {
        LedgerView view = reading.view();
        return new LedgerBrief(
                view.ledger(),
                view.title(),
                view.opened(),
                reading.head(),
                reading.recorded(),
                reading.role(),
                new PartyNames(
                        view.a().name(), view.b() == null ? null : view.b().name()),
                LedgerAnswer.ClosureAnswer.of(view));
    }
}
