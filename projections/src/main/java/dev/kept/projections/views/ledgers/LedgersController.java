package dev.kept.projections.views.ledgers;

import dev.kept.http.AcrossLedgers;
import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Page;
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
@Tag(name = "Ledgers")
class LedgersController {

    private final Ledgers ledgers;
    private final Texts texts;

    LedgersController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @AcrossLedgers
    @GetMapping("/api/ledgers")
    @Operation(operationId = "listLedgers", summary = "The ledgers you belong to or mediate, the latest opened first")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LedgerPage.class)))
    Page<JsonNode> list(Asked<LedgersQuery> asked) {
        LedgersQuery query = asked.query();
        List<LedgerReading> found = ledgers.page(asked.caller().member(), query.after(), query.limit() + 1);
        List<LedgerReading> shown = found.subList(0, Math.min(found.size(), query.limit()));
        String next = null;
        if (found.size() > shown.size()) {
            LedgerReading last = shown.getLast();
            next = LedgersQuery.next(new Ledgers.PageStart(last.view().opened(), last.ledger()));
        }
        return new Page<>(
                texts.render(shown.stream()
                        .map(reading -> new OfLedger(reading, LedgerBrief.of(reading)))
                        .toList()),
                next);
    }

    @GetMapping("/api/ledgers/{ledger}")
    @Operation(operationId = "getLedger", summary = "A ledger's parties, people, mediators and open invitations")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LedgerAnswer.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, Asked<LedgerQuery> asked, WebRequest web) {
        AsOf asOf = asked.query().asOf();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), asOf);
        Long held = reading.awaited();
        if (held == null && web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        return texts.render(reading, LedgerAnswer.of(reading, held));
    }

    record LedgerQuery(@Nullable AsOf asOf) {
        static LedgerQuery read(Fields fields) {
            return new LedgerQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    /** For the document: what a page of ledgers looks like. */
    @Schema(name = "LedgerPage")
    record LedgerPage(List<LedgerBrief> items, @Nullable String next) {}
}
