package dev.kept.projections.kinds.erasure;

import dev.kept.http.Asked;
import dev.kept.http.Cursor;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Erasing")
class ErasuresController {

    private static final String LIST = "listErasures";
    private static final ErasureFold FOLD = new ErasureFold();

    private final Ledgers ledgers;
    private final Texts texts;

    ErasuresController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/erasures")
    @Operation(
            operationId = LIST,
            summary = "What was erased or is proposed to be, in the order in which it came about")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ErasurePage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<ErasuresQuery> asked, WebRequest web) {
        ErasuresQuery query = asked.query();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), query.asOf());
        if (web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        ItemFilter filter = new ItemFilter(Set.of(), null, null, null, query.after(), query.limit() + 1);
        List<Item<ErasureView>> found = reading.items(FOLD, filter);
        List<Item<ErasureView>> shown = found.subList(0, Math.min(found.size(), query.limit()));
        return new Page<>(
                texts.render(shown.stream()
                        .map(item -> new OfLedger(reading, item.view()))
                        .toList()),
                found.size() > shown.size()
                        ? Cursor.of(shown.getLast().firstSequence()).encoded(LIST)
                        : null);
    }

    record ErasuresQuery(@Nullable AsOf asOf, long after, int limit) {
        static ErasuresQuery read(Fields fields) {
            AsOf asOf = fields.optional("asOf", AsOf.KIND);
            Long after = fields.optional("cursor", Cursor.kind(LIST, -1L, cursor -> cursor.number(0)));
            return new ErasuresQuery(
                    asOf,
                    after == null ? -1 : after,
                    fields.otherwise("limit", Kind.integer(1, 200).describedAs("50 when absent."), 50));
        }
    }

    /** For the document: what a page of erasures looks like. */
    @Schema(name = "ErasurePage")
    record ErasurePage(List<ErasureView> items, @Nullable String next) {}
}
