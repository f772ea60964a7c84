package dev.kept.projections.views.seen;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Nothing;
import dev.kept.http.Page;
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

@RestController("projectionsSeenController")
@Tag(name = "First seen")
class SeenController {

    private final Ledgers ledgers;
    private final SeenEntries seen;
    private final Texts texts;

    SeenController(Ledgers ledgers, SeenEntries seen, Texts texts) {
        this.ledgers = ledgers;
        this.seen = seen;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/seen")
    @Operation(
            operationId = "listSeen",
            summary = "Who first saw which entries, and when; of the parties' members, the same for both sides")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SeenPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<SeenQuery> asked, WebRequest web) {
        SeenQuery query = asked.query();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), null);
        if (web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        long head = query.asOf() == null ? reading.head() : ledgers.headAsOf(reading, query.asOf());
        List<SeenRange> found = seen.page(ledger, head, query, query.limit() + 1);
        List<SeenRange> shown = found.subList(0, Math.min(found.size(), query.limit()));
        return new Page<>(
                texts.render(shown.stream()
                        .map(range -> new OfLedger(reading, range))
                        .toList()),
                found.size() > shown.size() ? SeenQuery.next(shown.getLast()) : null);
    }

    @GetMapping("/api/ledgers/{ledger}/seen/sides")
    @Operation(
            operationId = "getSeenBySides",
            summary = "The newest entry that each side has seen",
            description = "Compare it with how far each side has cosigned: see `listWitnesses`.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SeenBySides.class)))
    @Nullable
    JsonNode sides(@PathVariable UUID ledger, Asked<Nothing> asked, WebRequest web) {
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), null);
        if (web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        return texts.render(reading, new SeenBySides(seen.sides(ledger)));
    }

    /**
     * How far the sides have read.
     *
     * @param sides both, side A first
     */
    @Schema(name = "SeenBySides")
    record SeenBySides(List<SideSeen> sides) {}

    /** For the document: what a page of ranges looks like. */
    @Schema(name = "SeenPage")
    record SeenPage(List<SeenRange> items, @Nullable String next) {}
}
