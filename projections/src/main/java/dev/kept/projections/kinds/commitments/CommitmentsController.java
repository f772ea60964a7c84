package dev.kept.projections.kinds.commitments;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.http.Problem;
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
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Commitments")
class CommitmentsController {

    private static final CommitmentFold FOLD = new CommitmentFold();

    private final Ledgers ledgers;
    private final Texts texts;
    private final Clock clock;

    CommitmentsController(Ledgers ledgers, Texts texts, Clock clock) {
        this.ledgers = ledgers;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/api/ledgers/{ledger}/commitments")
    @Operation(operationId = "listCommitments", summary = "The commitments of a ledger, by due; filtered")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CommitmentPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<CommitmentsQuery> asked, WebRequest web) {
        CommitmentsQuery query = asked.query();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), query.asOf());
        // What a figure counts can change as time passes, without an entry.
        boolean tagged = query.figure() == null || query.asOf() != null;
        if (tagged && web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        Page<ListedCommitment> page = query.selection(Moment.of(query.asOf(), reading, clock))
                .page(
                        taker -> reading.each(FOLD, ItemFilter.ALL, taker),
                        query.descending(),
                        query.limit(),
                        query.after());
        return new Page<>(
                texts.render(page.items().stream()
                        .map(item -> new OfLedger(reading, item))
                        .toList()),
                page.next());
    }

    @GetMapping("/api/ledgers/{ledger}/commitments/{commitment}")
    @Operation(
            operationId = "getCommitment",
            summary = "A commitment with its whole history",
            description = "Every piece names the entry it comes from.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CommitmentView.class)))
    @Nullable
    JsonNode get(
            @PathVariable UUID ledger, @PathVariable UUID commitment, Asked<CommitmentQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<CommitmentView> item = reading.item(FOLD, commitment)
                .orElseThrow(() -> Problem.of(
                        404,
                        "commitment-not-found",
                        "No such commitment",
                        "There is no such commitment in this ledger."));
        return web.checkNotModified(ETags.of(item.lastSequence())) ? null : texts.render(reading, item.view());
    }

    record CommitmentQuery(@Nullable AsOf asOf) {
        static CommitmentQuery read(Fields fields) {
            return new CommitmentQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    /** For the document: what a page of commitments looks like. */
    @Schema(name = "CommitmentPage")
    record CommitmentPage(
            List<ListedCommitment> items, @Nullable String next) {}
}
