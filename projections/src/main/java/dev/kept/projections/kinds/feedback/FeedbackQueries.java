package dev.kept.projections.kinds.feedback;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.feedback.FeedbackView.FeedbackState;
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
@Tag(name = "Feedback")
class FeedbackQueries {

    private static final FeedbackFold FOLD = new FeedbackFold();

    private final Ledgers ledgers;
    private final Texts texts;

    FeedbackQueries(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/feedback")
    @Operation(
            operationId = "listFeedback",
            summary = "The feedback of a ledger, in the order in which it was asked for")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FeedbackPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<FeedbackListQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, asked.query().states(), ignored -> true, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/feedback/{feedback}")
    @Operation(operationId = "getFeedback", summary = "A piece of feedback: what was asked, given and done about it")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FeedbackView.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID feedback, Asked<FeedbackQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<FeedbackView> item = reading.item(FOLD, feedback)
                .orElseThrow(() -> Problem.of(
                        404, "feedback-not-found", "No such feedback", "There is no such feedback in this ledger."));
        return web.checkNotModified(ETags.of(item.lastSequence())) ? null : texts.render(reading, item.view());
    }

    record FeedbackQuery(@Nullable AsOf asOf) {
        static FeedbackQuery read(Fields fields) {
            return new FeedbackQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record FeedbackListQuery(Set<String> states, Listing listing) {
        static FeedbackListQuery read(Fields fields) {
            List<FeedbackState> states = fields.otherwise(
                    "state",
                    Kind.list(FeedbackState.values().length, Kind.choice(FeedbackState.class, FeedbackState::wireName))
                            .describedAs("Only those in one of these states; may be repeated."),
                    List.of());
            return new FeedbackListQuery(
                    states.stream().map(FeedbackState::wireName).collect(Collectors.toUnmodifiableSet()),
                    Listing.read(fields, "listFeedback"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "FeedbackPage")
    record FeedbackPage(List<FeedbackView> items, @Nullable String next) {}
}
