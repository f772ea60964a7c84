package dev.kept.projections.kinds.interests;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Listing;
import dev.kept.projections.store.reading.Texts;
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
@Tag(name = "Interests")
class InterestsController {

    private static final InterestFold FOLD = new InterestFold();

    private final Ledgers ledgers;
    private final Texts texts;

    InterestsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/interests")
    @Operation(
            operationId = "listInterests",
            summary = "The interests that people disclosed of themselves, in order",
            description = "What a mediator disclosed to be admitted stands with the ledger's mediators.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InterestPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<InterestListQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, Set.of(), ignored -> true, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/interests/{interest}")
    @Operation(operationId = "getInterest", summary = "An interest that somebody disclosed")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InterestView.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID interest, Asked<InterestQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<InterestView> item = reading.item(FOLD, interest)
                .orElseThrow(() -> Problem.of(
                        404, "interest-not-found", "No such interest", "There is no such interest in this ledger."));
        return web.checkNotModified(ETags.of(item.lastSequence())) ? null : texts.render(reading, item.view());
    }

    record InterestQuery(@Nullable AsOf asOf) {
        static InterestQuery read(Fields fields) {
            return new InterestQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record InterestListQuery(Listing listing) {
        static InterestListQuery read(Fields fields) {
            return new InterestListQuery(Listing.read(fields, "listInterests"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "InterestPage")
    record InterestPage(List<InterestView> items, @Nullable String next) {}
}
