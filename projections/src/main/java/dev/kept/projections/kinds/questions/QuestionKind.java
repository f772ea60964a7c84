package dev.kept.projections.kinds.questions;

import dev.kept.events.ItemName;
import dev.kept.events.QuestionEvent;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.kinds.questions.QuestionView.QuestionState;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
import dev.kept.projections.store.kind.OneItem;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.Opening;
import dev.kept.projections.store.kind.Sheet;
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

/** Questions of mediators, with the answers. */
public final class QuestionKind implements ItemKind<QuestionEvent, QuestionView, QuestionView> {

    private static final QuestionKind KIND = new QuestionKind();
    private static final QuestionFold FOLD = new QuestionFold();

    @Override
    public ItemName name() {
        return ItemName.QUESTION;
    }

    @Override
    public Class<QuestionEvent> events() {
        return QuestionEvent.class;
    }

    @Override
    public ItemFold<QuestionView, QuestionView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(QuestionState.class, QuestionState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(QuestionView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, QuestionView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(QuestionEvent event, FieldList to) {
        switch (event) {
            case QuestionAsked e ->
                to.side("to", e.to()).text("question", e.text()).items("about", e.about());
            case QuestionAnswered e -> to.text("text", e.text());
        }
    }

    @Override
    public Opening<QuestionView> opening() {
        return new Opening<>(
                Set.of(QuestionState.OPEN.wireName()),
                (question, at) -> OpenItem.waiting(question.question(), question.text(), question.waiting()));
    }

    @Override
    public @Nullable DocumentPart<QuestionView> document() {
        return null;
    }

    @Override
    public @Nullable ItemDates<QuestionView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "to=to",
                "question=text",
                "about=about/*",
                "asked_at=asked/recorded",
                "asked_by=asked/by/name",
                "answered_by=answers/*/by",
                "answers=answers/*/text");
    }

    @RestController
    @Tag(name = "Mediation")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/questions")
        @Operation(operationId = "listQuestions", summary = "What mediators asked, in order, with the answers")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = QuestionPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<QuestionList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/questions/{question}")
        @Operation(operationId = "getQuestion", summary = "A mediator's question with the answers")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = QuestionView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID question, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, question, asked, web);
        }
    }

    /** What the list is asked for. */
    record QuestionList(Listing listing) {
        static QuestionList read(Fields fields) {
            return new QuestionList(Listing.ofNoSide(fields, "listQuestions", KIND.states()));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "QuestionPage")
    record QuestionPage(List<QuestionView> items, @Nullable String next) {}
}
