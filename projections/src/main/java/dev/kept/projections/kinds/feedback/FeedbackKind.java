package dev.kept.projections.kinds.feedback;

import dev.kept.events.FeedbackEvent;
import dev.kept.events.FeedbackEvent.FeedbackActedUpon;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.kinds.feedback.FeedbackView.FeedbackState;
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

/** Feedback: what a side asked about, what the other said, and what was done about it. */
public final class FeedbackKind implements ItemKind<FeedbackEvent, FeedbackView, FeedbackView> {

    private static final FeedbackKind KIND = new FeedbackKind();
    private static final FeedbackFold FOLD = new FeedbackFold();

    @Override
    public ItemName name() {
        return ItemName.FEEDBACK;
    }

    @Override
    public Class<FeedbackEvent> events() {
        return FeedbackEvent.class;
    }

    @Override
    public ItemFold<FeedbackView, FeedbackView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(FeedbackState.class, FeedbackState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(FeedbackView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, FeedbackView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(FeedbackEvent event, FieldList to) {
        switch (event) {
            case FeedbackAsked e -> to.text("question", e.question()).items("about", e.about());
            case FeedbackGiven e -> to.text("text", e.text());
            case FeedbackActedUpon e -> to.text("text", e.text()).items("links", e.links());
        }
    }

    @Override
    public Opening<FeedbackView> opening() {
        return new Opening<>(
                Set.of(FeedbackState.ASKED.wireName(), FeedbackState.GIVEN.wireName()),
                (feedback, at) -> OpenItem.waiting(feedback.feedback(), feedback.question(), feedback.waiting()));
    }

    @Override
    public @Nullable DocumentPart<FeedbackView> document() {
        return null;
    }

    @Override
    public @Nullable ItemDates<FeedbackView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "question=question",
                "about=about/*",
                "asked_at=asked/recorded",
                "asked_by=asked/by/name",
                "given_at=given/given/recorded",
                "feedback=given/text",
                "actions=actions/*/text",
                "action_links=actions/*/links/*");
    }

    @RestController
    @Tag(name = "Feedback")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/feedback")
        @Operation(
                operationId = "listFeedback",
                summary = "The feedback of a ledger, in the order in which it was asked for")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FeedbackPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<FeedbackList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/feedback/{feedback}")
        @Operation(
                operationId = "getFeedback",
                summary = "A piece of feedback: what was asked, given and done about it")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FeedbackView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID feedback, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, feedback, asked, web);
        }
    }

    /** What the list is asked for. */
    record FeedbackList(Listing listing) {
        static FeedbackList read(Fields fields) {
            return new FeedbackList(Listing.inStates(fields, "listFeedback", KIND.states()));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "FeedbackPage")
    record FeedbackPage(List<FeedbackView> items, @Nullable String next) {}
}
