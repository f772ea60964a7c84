package dev.kept.projections.kinds.interests;

import dev.kept.events.InterestEvent;
import dev.kept.events.InterestEvent.InterestDisclosed;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
import dev.kept.projections.store.kind.OneItem;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

/** Interests that people disclosed of themselves. */
public final class InterestKind implements ItemKind<InterestEvent, InterestView, InterestView> {

    private static final InterestKind KIND = new InterestKind();
    private static final InterestFold FOLD = new InterestFold();

    @Override
    public ItemName name() {
        return ItemName.INTEREST;
    }

    @Override
    public Class<InterestEvent> events() {
        return InterestEvent.class;
    }

    @Override
    public ItemFold<InterestView, InterestView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return List.of(InterestFold.DISCLOSED);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(InterestView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, InterestView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(InterestEvent event, FieldList to) {
        switch (event) {
            case InterestDisclosed e -> to.text("text", e.text());
        }
    }

    @Override
    public @Nullable Opening<InterestView> opening() {
        return null;
    }

    @Override
    public @Nullable DocumentPart<InterestView> document() {
        return null;
    }

    @Override
    public @Nullable ItemDates<InterestView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "interest=text",
                "disclosed_at=disclosed/recorded",
                "disclosed_by=disclosed/by/name",
                "disclosed_as=disclosed/by/side");
    }

    @RestController
    @Tag(name = "Interests")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/interests")
        @Operation(
                operationId = "listInterests",
                summary = "The interests that people disclosed of themselves, in order",
                description = "What a mediator disclosed to be admitted stands with the ledger's mediators.")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InterestPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<InterestList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/interests/{interest}")
        @Operation(operationId = "getInterest", summary = "An interest that somebody disclosed")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InterestView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID interest, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, interest, asked, web);
        }
    }

    /** What the list is asked for. */
    record InterestList(Listing listing) {
        static InterestList read(Fields fields) {
            return new InterestList(Listing.read(fields, "listInterests"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "InterestPage")
    record InterestPage(List<InterestView> items, @Nullable String next) {}
}
