package dev.kept.projections.kinds.mediation;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.mediation.QuestionView.QuestionState;
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
class QuestionsController {

    private static final QuestionFold FOLD = new QuestionFold();

    private final Ledgers ledgers;
    private final Texts texts;

    QuestionsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/questions")
    @Operation(operationId = "listQuestions", summary = "What mediators asked, in order, with the answers")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = QuestionPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<QuestionListQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, asked.query().states(), ignored -> true, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/questions/{question}")
    @Operation(operationId = "getQuestion", summary = "A mediator's question with the answers")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = QuestionView.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID question, Asked<QuestionQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<QuestionView> item = reading.item(FOLD, question)
                .orElseThrow(() -> Problem.of(
                        404, "question-not-found", "No such question", "There is no such question in this ledger."));
        return web.checkNotModified(ETags.of(item.lastSequence())) ? null : texts.render(reading, item.view());
    }

    record QuestionQuery(@Nullable AsOf asOf) {
        static QuestionQuery read(Fields fields) {
            return new QuestionQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record QuestionListQuery(Set<String> states, Listing listing) {
        static QuestionListQuery read(Fields fields) {
            List<QuestionState> states = fields.otherwise(
                    "state",
                    Kind.list(QuestionState.values().length, Kind.choice(QuestionState.class, QuestionState::wireName))
                            .describedAs("Only those in one of these states; may be repeated."),
                    List.of());
            return new QuestionListQuery(
                    states.stream().map(QuestionState::wireName).collect(Collectors.toUnmodifiableSet()),
                    Listing.ofNoSide(fields, "listQuestions"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "QuestionPage")
    record QuestionPage(List<QuestionView> items, @Nullable String next) {}
}
