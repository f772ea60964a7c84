package dev.kept.projections.kinds.wins;

import dev.kept.events.ItemName;
import dev.kept.events.WinEvent;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.kinds.wins.WinView.WinState;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.ComparedFacts;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
import dev.kept.projections.store.kind.OneItem;
import dev.kept.projections.store.kind.OpenItem;
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

/** Wins: progress that a side recognised, and whether the other side joined in. */
public final class WinKind implements ItemKind<WinEvent, WinView, WinView> {

    private static final WinKind KIND = new WinKind();
    private static final WinFold FOLD = new WinFold();

    @Override
    public ItemName name() {
        return ItemName.WIN;
    }

    @Override
    public Class<WinEvent> events() {
        return WinEvent.class;
    }

    @Override
    public ItemFold<WinView, WinView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(WinState.class, WinState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(WinView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, WinView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(WinEvent event, FieldList to) {
        switch (event) {
            case WinCelebrated e ->
                to.text("title", e.title()).text("text", e.text()).items("about", e.about());
            case WinEndorsed e -> to.text("comment", e.comment());
        }
    }

    @Override
    public Opening<WinView> opening() {
        return new Opening<>(
                Set.of(WinState.CELEBRATED.wireName()),
                (win, at) -> OpenItem.waiting(win.win(), win.title(), win.waiting()));
    }

    @Override
    public DocumentPart<WinView> document() {
        return DocumentPart.of(
                "wins",
                Set.of(),
                Order.LATEST,
                (reading, win) -> ComparedFacts.of(
                        win.view().state().wireName(), win.view().title()));
    }

    @Override
    public @Nullable ItemDates<WinView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "title=title",
                "text=text",
                "about=about/*",
                "celebrated_at=celebrated/recorded",
                "celebrated_by=celebrated/by/name",
                "endorsed_at=endorsed/endorsed/recorded",
                "comment=endorsed/comment");
    }

    @RestController
    @Tag(name = "Wins")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/wins")
        @Operation(
                operationId = "listWins",
                summary = "The wins of a ledger, in the order in which they were celebrated")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WinPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<WinList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/wins/{win}")
        @Operation(operationId = "getWin", summary = "A win, and how the other side joined in")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WinView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID win, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, win, asked, web);
        }
    }

    /** What the list is asked for. */
    record WinList(Listing listing) {
        static WinList read(Fields fields) {
            return new WinList(Listing.inStates(fields, "listWins", KIND.states()));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "WinPage")
    record WinPage(List<WinView> items, @Nullable String next) {}
}
