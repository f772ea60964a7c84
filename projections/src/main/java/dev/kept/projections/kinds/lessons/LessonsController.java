package dev.kept.projections.kinds.lessons;

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
@Tag(name = "Lessons")
class LessonsController {

    private static final LessonFold FOLD = new LessonFold();

    private final Ledgers ledgers;
    private final Texts texts;

    LessonsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/lessons")
    @Operation(
            operationId = "listLessons",
            summary = "The lessons of a ledger, in the order in which they were recorded")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LessonPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<LessonListQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, asked.query().states(), ignored -> true, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/lessons/{lesson}")
    @Operation(operationId = "getLesson", summary = "A lesson")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LessonView.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID lesson, Asked<LessonQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<LessonView> item = reading.item(FOLD, lesson)
                .orElseThrow(() -> Problem.of(
                        404, "lesson-not-found", "No such lesson", "There is no such lesson in this ledger."));
        return web.checkNotModified(ETags.of(item.lastSequence())) ? null : texts.render(reading, item.view());
    }

    record LessonQuery(@Nullable AsOf asOf) {
        static LessonQuery read(Fields fields) {
            return new LessonQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record LessonListQuery(Set<String> states, Listing listing) {
        static LessonListQuery read(Fields fields) {
            return new LessonListQuery(Set.of(), Listing.read(fields, "listLessons"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "LessonPage")
    record LessonPage(List<LessonView> items, @Nullable String next) {}
}
