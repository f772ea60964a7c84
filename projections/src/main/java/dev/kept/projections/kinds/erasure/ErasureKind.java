package dev.kept.projections.kinds.erasure;

import dev.kept.events.ErasureEvent;
import dev.kept.events.ErasureEvent.ErasureDeclined;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.kinds.erasure.ErasureView.State;
import dev.kept.projections.store.fields.CodeList;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
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

/** Erasures: texts that were taken out, or are proposed to be. */
public final class ErasureKind implements ItemKind<ErasureEvent, ErasureView, ErasureView> {

    private static final ErasureKind KIND = new ErasureKind();
    private static final ErasureFold FOLD = new ErasureFold();

    @Override
    public ItemName name() {
        return ItemName.ERASURE;
    }

    @Override
    public Class<ErasureEvent> events() {
        return ErasureEvent.class;
    }

    @Override
    public ItemFold<ErasureView, ErasureView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(State.class, State::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(ErasureView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, ErasureView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(ErasureEvent event, FieldList to) {
        switch (event) {
            case ErasureProposed e -> {
                place(e.place(), to);
                to.text("reason", e.reason());
            }
            case ErasureDeclined e -> to.text("reason", e.reason());
            case TextErased e -> {
                place(e.place(), to);
                to.code("ground", CodeList.GROUND, e.ground()).text("reason", e.reason());
            }
        }
    }

    @Override
    public Opening<ErasureView> opening() {
        return new Opening<>(
                Set.of(State.PROPOSED.wireName()),
                (erasure, at) -> OpenItem.waiting(erasure.erasure(), erasure.reason(), turns(erasure)));
    }

    @Override
    public @Nullable DocumentPart<ErasureView> document() {
        return null;
    }

    @Override
    public @Nullable ItemDates<ErasureView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "entry=entry",
                "item=item",
                "fields=fields/*",
                "ground=ground",
                "reason=reason",
                "answer_reason=answerReason",
                "proposed_at=proposed/recorded",
                "answered_at=answered/recorded");
    }

    private static void place(ErasureEvent.Place place, FieldList to) {
        to.entries("entry", place.sequence(), place.sequence());
        place.fields().forEach(field -> to.code("field", CodeList.PLACE, field));
    }

    private static List<Turn> turns(ErasureView erasure) {
        return erasure.turn() == null || erasure.proposed() == null
                ? List.of()
                : List.of(Turn.of(WaitingKind.ANSWER_ERASURE, erasure.turn(), erasure.proposed()));
    }

    @RestController
    @Tag(name = "Erasing")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/erasures")
        @Operation(
                operationId = "listErasures",
                summary = "What was erased or is proposed to be, in the order in which it came about")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ErasurePage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<ErasureList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }
    }

    /** What the list is asked for. */
    record ErasureList(Listing listing) {
        static ErasureList read(Fields fields) {
            return new ErasureList(Listing.ofAll(fields, "listErasures"));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "ErasurePage")
    record ErasurePage(List<ErasureView> items, @Nullable String next) {}
}
