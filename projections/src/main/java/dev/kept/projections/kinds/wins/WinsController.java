package dev.kept.projections.kinds.wins;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.wins.WinView.WinState;
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
@Tag(name = "Wins")
class WinsController {

    private static final WinFold FOLD = new WinFold();

    private final Ledgers ledgers;
    private final Texts texts;

    WinsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/wins")
    @Operation(operationId = "listWins", summary = "The wins of a ledger, in the order in which they were celebrated")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WinPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<WinListQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, asked.query().states(), ignored -> true, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/wins/{win}")
    @Operation(operationId = "getWin", summary = "A win, and how the other side joined in")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WinView.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID win, Asked<WinQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<WinView> item = reading.item(FOLD, win)
                .orElseThrow(
                        () -> Problem.of(404, "win-not-found", "No such win", "There is no such win in this ledger."));
        return web.checkNotModified(ETags.of(item.lastSequence())) ? null : texts.render(reading, item.view());
    }

    record WinQuery(@Nullable AsOf asOf) {
        static WinQuery read(Fields fields) {
            return new WinQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record WinListQuery(Set<String> states, Listing listing) {
        static WinListQuery read(Fields fields) {
            List<WinState> states = fields.otherwise(
                    "state",
                    Kind.list(WinState.values().length, Kind.choice(WinState.class, WinState::wireName))
                            .describedAs("Only those in one of these states; may be repeated."),
                    List.of());
            return new WinListQuery(
                    states.stream().map(WinState::wireName).collect(Collectors.toUnmodifiableSet()),
                    Listing.read(fields, "listWins"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "WinPage")
    record WinPage(List<WinView> items, @Nullable String next) {}
}
