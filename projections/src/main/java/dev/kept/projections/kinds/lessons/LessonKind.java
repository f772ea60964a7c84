package dev.kept.projections.kinds.lessons;

import dev.kept.events.ItemName;
import dev.kept.events.LessonEvent;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.ComparedFacts;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
import dev.kept.projections.store.kind.OneItem;
import dev.kept.projections.store.kind.Opening;
import dev.kept.projections.store.kind.Sheet;
import dev.kept.projections.store.reading.Counted.Order;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Listing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

/** Lessons: what a side learned. */
public final class LessonKind implements ItemKind<LessonEvent, LessonView, LessonView> {

    private static final LessonKind KIND = new LessonKind();
    private static final LessonFold FOLD = new LessonFold();

    @Override
    public ItemName name() {
        return ItemName.LESSON;
    }

    @Override
    public Class<LessonEvent> events() {
        return LessonEvent.class;
    }

    @Override
    public ItemFold<LessonView, LessonView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return List.of(LessonFold.RECORDED);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(LessonView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, LessonView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(LessonEvent event, FieldList to) {
        switch (event) {
            case LessonRecorded e ->
                to.text("learned", e.learned())
                        .text("differently", e.differently())
                        .items("about", e.about());
        }
    }

    @Override
    public @Nullable Opening<LessonView> opening() {
        return null;
    }

    @Override
    public DocumentPart<LessonView> document() {
        return DocumentPart.of(
                "lessons",
                Set.of(),
                Order.LATEST,
                (reading, lesson) ->
                        ComparedFacts.of(LessonFold.RECORDED, lesson.view().learned()));
    }

    @Override
    public @Nullable ItemDates<LessonView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "learned=learned",
                "differently=differently",
                "about=about/*",
                "recorded_at=recorded/recorded",
                "recorded_by=recorded/by/name");
    }

    @RestController
    @Tag(name = "Lessons")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/lessons")
        @Operation(
                operationId = "listLessons",
                summary = "The lessons of a ledger, in the order in which they were recorded")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LessonPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<LessonList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/lessons/{lesson}")
        @Operation(operationId = "getLesson", summary = "A lesson")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LessonView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID lesson, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, lesson, asked, web);
        }
    }

    /** What the list is asked for. */
    record LessonList(Listing listing) {
        static LessonList read(Fields fields) {
            return new LessonList(Listing.read(fields, "listLessons"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "LessonPage")
    record LessonPage(List<LessonView> items, @Nullable String next) {}
}
