package dev.kept.projections.kinds.checkpoints;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Checkpoints")
class CheckpointsController {

    private static final CheckpointFold FOLD = new CheckpointFold();

    private final Ledgers ledgers;
    private final Texts texts;

    CheckpointsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/checkpoints")
    @Operation(operationId = "listCheckpoints", summary = "The checkpoints of a ledger, by date; filtered")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CheckpointPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<CheckpointsQuery> asked, WebRequest web) {
        CheckpointsQuery query = asked.query();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), query.asOf());
        if (web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        Page<CheckpointView> page = query.page(reading.items(FOLD, query.filter()));
        return new Page<>(
                texts.render(page.items().stream()
                        .map(item -> new OfLedger(reading, item))
                        .toList()),
                page.next());
    }

    @GetMapping("/api/ledgers/{ledger}/checkpoints/{checkpoint}")
    @Operation(
            operationId = "getCheckpoint",
            summary = "A checkpoint with every date that was ever set, and what came of it")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CheckpointAnswer.class)))
    @Nullable
    JsonNode get(
            @PathVariable UUID ledger, @PathVariable UUID checkpoint, Asked<CheckpointQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<CheckpointView> item = reading.item(FOLD, checkpoint)
                .orElseThrow(() -> Problem.of(
                        404,
                        "checkpoint-not-found",
                        "No such checkpoint",
                        "There is no such checkpoint in this ledger."));
        // What came of it changes without an entry about it.
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : texts.render(reading, CheckpointAnswer.of(reading, item.view()));
    }

    record CheckpointQuery(@Nullable AsOf asOf) {
        static CheckpointQuery read(Fields fields) {
            return new CheckpointQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    /** For the document: what a page of checkpoints looks like. */
    @Schema(name = "CheckpointPage")
    record CheckpointPage(
            List<CheckpointView> items, @Nullable String next) {}
}
