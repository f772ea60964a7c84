package dev.kept.projections.kinds.mediation;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.mediation.FindingView.FindingState;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Mediation")
class FindingsController {

    private static final FindingFold FOLD = new FindingFold();

    private final Ledgers ledgers;
    private final Texts texts;

    FindingsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/findings")
    @Operation(operationId = "listFindings", summary = "What mediators found, in order, and what each side said to it")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FindingPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<FindingListQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, asked.query().states(), ignored -> true, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/findings/{finding}")
    @Operation(
            operationId = "getFinding",
            summary = "A finding, what each side said to it, and whether it resolved the dispute it is on")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FindingView.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID finding, Asked<FindingQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<FindingView> item = reading.item(FOLD, finding)
                .orElseThrow(() -> Problem.of(
                        404, "finding-not-found", "No such finding", "There is no such finding in this ledger."));
        return web.checkNotModified(ETags.of(item.lastSequence())) ? null : texts.render(reading, item.view());
    }

    record FindingQuery(@Nullable AsOf asOf) {
        static FindingQuery read(Fields fields) {
            return new FindingQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record FindingListQuery(Set<String> states, Listing listing) {
        static FindingListQuery read(Fields fields) {
            List<FindingState> states = fields.otherwise(
                    "state",
                    Kind.list(FindingState.values().length, Kind.choice(FindingState.class, FindingState::wireName))
                            .describedAs("Only those in one of these states; may be repeated."),
                    List.of());
            return new FindingListQuery(
                    states.stream().map(FindingState::wireName).collect(Collectors.toUnmodifiableSet()),
                    Listing.ofNoSide(fields, "listFindings"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "FindingPage")
    record FindingPage(List<FindingView> items, @Nullable String next) {}
}
