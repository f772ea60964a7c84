package dev.kept.projections.views.review;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.concerns.ConcernFold;
import dev.kept.projections.kinds.findings.FindingFold;
import dev.kept.projections.kinds.questions.QuestionFold;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
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
@Tag(name = "Mediation")
class ReviewController {

    private static final CommitmentFold COMMITMENTS = new CommitmentFold();
    private static final ConcernFold CONCERNS = new ConcernFold();
    private static final QuestionFold QUESTIONS = new QuestionFold();
    private static final FindingFold FINDINGS = new FindingFold();

    private final Ledgers ledgers;
    private final Texts texts;
    private final JdbcChains chains;

    ReviewController(Ledgers ledgers, Texts texts, JdbcChains chains) {
        this.ledgers = ledgers;
        this.texts = texts;
        this.chains = chains;
    }

    @GetMapping("/api/ledgers/{ledger}/review")
    @Operation(
            operationId = "getReview",
            summary = "What a mediator reads first: open disputes with both claims, and facts about the record",
            description = "The same for both sides and the mediator; numbers per side, never a ranking.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewAnswer.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, Asked<ReviewQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        return web.checkNotModified(ETags.of(reading.head())) ? null : texts.render(reading, review(reading));
    }

    private ReviewAnswer review(LedgerReading reading) {
        Review review = new Review(
                briefs(reading, COMMITMENTS),
                briefs(reading, CONCERNS),
                briefs(reading, QUESTIONS),
                briefs(reading, FINDINGS));
        return review.answer(
                reading.view(),
                reading.head(),
                commitment -> view(reading, commitment),
                items -> chains.about(reading.ledger(), items, reading.head()));
    }

    private static <B> List<B> briefs(LedgerReading reading, ItemFold<?, B> fold) {
        return reading.items(fold, ItemFilter.ALL).stream().map(Item::view).toList();
    }

    private static CommitmentView view(LedgerReading reading, UUID commitment) {
        return reading.item(COMMITMENTS, commitment)
                .map(Item::view)
                .orElseThrow(() -> new IllegalStateException("a commitment has its view as long as its brief"));
    }

    record ReviewQuery(@Nullable AsOf asOf) {
        static ReviewQuery read(Fields fields) {
            return new ReviewQuery(fields.optional("asOf", AsOf.KIND));
        }
    }
}
