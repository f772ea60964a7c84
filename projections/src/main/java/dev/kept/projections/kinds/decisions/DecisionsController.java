package dev.kept.projections.kinds.decisions;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Decisions")
class DecisionsController {

    private static final DecisionFold FOLD = new DecisionFold();

    private final Ledgers ledgers;
    private final Texts texts;

    DecisionsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/decisions")
    @Operation(
            operationId = "listDecisions",
            summary = "The decisions of a ledger, in the order in which they were put forward; filtered")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<DecisionListQuery> asked, WebRequest web) {
        DecisionListQuery query = asked.query();
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), query.listing().asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : query.listing().page(reading, FOLD, query.states(), query::affects, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/decisions/{decision}")
    @Operation(
            operationId = "getDecision",
            summary = "A decision with its whole history, and the chain of what took whose place")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID decision, Asked<DecisionQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<DecisionView> item = reading.item(FOLD, decision)
                .orElseThrow(() -> Problem.of(
                        404, "decision-not-found", "No such decision", "There is no such decision in this ledger."));
        // What it affects, and what is put forward in its place, changes without an entry about it.
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : texts.render(reading, DecisionAnswer.of(reading, item.view()));
    }

    record DecisionQuery(@Nullable AsOf asOf) {
        static DecisionQuery read(Fields fields) {
            return new DecisionQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record DecisionListQuery(Set<String> states, @Nullable UUID commitment, Listing listing) {

        static DecisionListQuery read(Fields fields) {
            List<DecisionState> states = fields.otherwise(
                    "state",
                    Kind.list(DecisionState.values().length, Kind.choice(DecisionState.class, DecisionState::wireName))
                            .describedAs("Only those in one of these states; may be repeated."),
                    List.of());
            return new DecisionListQuery(
                    states.stream().map(DecisionState::wireName).collect(Collectors.toUnmodifiableSet()),
                    fields.optional("commitment", Kind.uuid().describedAs("Only those that affect this commitment.")),
                    Listing.read(fields, "listDecisions"));
        }

        boolean affects(DecisionView view) {
            return commitment == null || view.commitments().contains(commitment);
        }
    }

    /** For the document: what a page of decisions looks like. */
    @Schema(name = "DecisionPage")
    record DecisionPage(List<DecisionView> items, @Nullable String next) {}
}
