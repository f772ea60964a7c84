package dev.kept.projections.kinds.checkins;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.checkins.CheckInsBrief.ListedCheckIns;
import dev.kept.projections.kinds.commitments.Moment;
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
import java.time.Clock;
import java.time.Instant;
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

/** What has begun and what has not changes as time passes, without an entry: only the past is told by its ETag. */
@RestController
@Tag(name = "Check-ins")
class CheckInsController {

    private static final CheckInFold FOLD = new CheckInFold();

    private final Ledgers ledgers;
    private final Texts texts;
    private final Clock clock;

    CheckInsController(Ledgers ledgers, Texts texts, Clock clock) {
        this.ledgers = ledgers;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/api/ledgers/{ledger}/check-ins")
    @Operation(
            operationId = "listCheckIns",
            summary = "The check-ins of a ledger, in the order in which they were proposed")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CheckInsPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<CheckInsQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        if (listing.asOf() != null && web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        Instant now = Moment.of(listing.asOf(), reading, clock);
        return listing.page(reading, FOLD, asked.query().states(), ignored -> true, brief -> brief.at(now), texts);
    }

    @GetMapping("/api/ledgers/{ledger}/check-ins/{checkIns}")
    @Operation(
            operationId = "getCheckIns",
            summary = "A series of check-ins, and what became of each",
            description = "Every piece names the entry it comes from.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CheckInsView.class)))
    @Nullable
    JsonNode get(
            @PathVariable UUID ledger, @PathVariable UUID checkIns, Asked<OneCheckInsQuery> asked, WebRequest web) {
        AsOf asOf = asked.query().asOf();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), asOf);
        Item<CheckInsView> item = reading.item(FOLD, checkIns)
                .orElseThrow(() -> Problem.of(
                        404,
                        "check-ins-not-found",
                        "No such check-ins",
                        "There are no such check-ins in this ledger."));
        if (asOf != null && web.checkNotModified(ETags.of(item.lastSequence()))) {
            return null;
        }
        return texts.render(reading, item.view().at(Moment.of(asOf, reading, clock)));
    }

    record OneCheckInsQuery(@Nullable AsOf asOf) {
        static OneCheckInsQuery read(Fields fields) {
            return new OneCheckInsQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    /** What a list of check-ins is asked for. */
    record CheckInsQuery(Set<String> states, Listing listing) {
        static CheckInsQuery read(Fields fields) {
            List<CheckInsState> states = fields.otherwise(
                    "state",
                    Kind.list(CheckInsState.values().length, Kind.choice(CheckInsState.class, CheckInsState::wireName))
                            .describedAs("Only those in one of these states; may be repeated."),
                    List.of());
            return new CheckInsQuery(
                    states.stream().map(CheckInsState::wireName).collect(Collectors.toUnmodifiableSet()),
                    Listing.read(fields, "listCheckIns"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "CheckInsPage")
    record CheckInsPage(
            List<ListedCheckIns> items, @Nullable String next) {}
}
