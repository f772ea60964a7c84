package dev.kept.projections.kinds.checkpoints;

import dev.kept.events.CheckpointEvent;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.Page;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.projections.readmodels.dates.ItemDate.Certainty;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.ComparedFacts;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
import dev.kept.projections.store.kind.OneItem;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.OpenItem.Ahead;
import dev.kept.projections.store.kind.OpenItem.Wait;
import dev.kept.projections.store.kind.Opening;
import dev.kept.projections.store.kind.Sheet;
import dev.kept.projections.store.reading.Counted.Order;
import dev.kept.projections.store.reading.LedgerReading;
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

/** Checkpoints: days on which both sides look at something again. */
public final class CheckpointKind implements ItemKind<CheckpointEvent, CheckpointView, CheckpointView> {

    private static final CheckpointKind KIND = new CheckpointKind();
    private static final CheckpointFold FOLD = new CheckpointFold();

    @Override
    public ItemName name() {
        return ItemName.CHECKPOINT;
    }

    @Override
    public Class<CheckpointEvent> events() {
        return CheckpointEvent.class;
    }

    @Override
    public ItemFold<CheckpointView, CheckpointView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(CheckpointState.class, CheckpointState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(CheckpointView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, CheckpointView view, Instant at) {
        return CheckpointAnswer.of(reading, view);
    }

    @Override
    public Changing changing() {
        return Changing.ANY_ENTRY;
    }

    @Override
    public void fields(CheckpointEvent event, FieldList to) {
        switch (event) {
            case CheckpointScheduled e ->
                to.text("agenda", e.agenda()).due("at", e.at()).items("about", e.about());
            case CheckpointRescheduled e -> to.due("at", e.at()).text("reason", e.reason());
            case CheckpointHeld e ->
                to.due("occurred", e.occurred())
                        .texts("outcomes", e.outcomes())
                        .items("decisions", e.decisions())
                        .items("commitments", e.commitments());
            case CheckpointCancelled ignored -> {}
            case CheckpointMissed ignored -> {}
        }
    }

    @Override
    public Opening<CheckpointView> opening() {
        return new Opening<>(
                Set.of(CheckpointState.PLANNED.wireName(), CheckpointState.MISSED.wireName()), CheckpointKind::open);
    }

    @Override
    public DocumentPart<CheckpointView> document() {
        return DocumentPart.of(
                "checkpoints",
                Set.of(CheckpointState.PLANNED.wireName()),
                Order.DUE_FIRST,
                (reading, checkpoint) -> compared(checkpoint.view()));
    }

    @Override
    public ItemDates<CheckpointView> dates() {
        return (ledger, checkpoint) -> List.of(date(ledger, checkpoint));
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "agenda=agenda",
                "zone=due/zone",
                "about=about/*",
                "dates=dates/*/due/at",
                "reschedule_reasons=dates/*/reason",
                "missed_at=dates/*/missed/recorded",
                "held_at=held/occurred/at",
                "outcomes=held/outcomes/*",
                "decisions=held/decisions/*",
                "commitments=held/commitments/*",
                "cancelled_at=cancelled/recorded");
    }

    private static OpenItem open(CheckpointView checkpoint, Instant at) {
        boolean ahead = checkpoint.state() == CheckpointState.PLANNED
                && checkpoint.due().at().isAfter(at);
        boolean review = checkpoint.by() == null && !checkpoint.about().isEmpty();
        return new OpenItem(
                checkpoint.checkpoint(),
                checkpoint.agenda(),
                review ? checkpoint.about().getFirst() : null,
                // Nobody is waited for before the day.
                ahead ? List.of() : Wait.of(checkpoint.waiting(), checkpoint.due()),
                ahead ? new Ahead(checkpoint.due(), null) : null,
                null);
    }

    private static ComparedFacts compared(CheckpointView checkpoint) {
        return ComparedFacts.of(checkpoint.state().wireName(), checkpoint.agenda(), checkpoint.due(), null);
    }

    private static ItemDate date(UUID ledger, CheckpointView checkpoint) {
        ItemDate.State state = switch (checkpoint.state()) {
            case PLANNED -> ItemDate.State.PLANNED;
            case MISSED -> ItemDate.State.MISSED;
            case HELD -> ItemDate.State.HELD;
            case CANCELLED -> ItemDate.State.CANCELLED;
        };
        return new ItemDate(
                ledger,
                ItemName.CHECKPOINT,
                checkpoint.checkpoint(),
                null,
                checkpoint.due().at(),
                checkpoint.due().zone(),
                0,
                state,
                checkpoint.cancelled() == null ? Certainty.CONFIRMED : Certainty.CANCELLED,
                true,
                null,
                checkpoint.agenda(),
                checkpoint.lastSequence());
    }

    @RestController
    @Tag(name = "Checkpoints")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/checkpoints")
        @Operation(operationId = "listCheckpoints", summary = "The checkpoints of a ledger, by date; filtered")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CheckpointPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<CheckpointsQuery> asked, WebRequest web) {
            CheckpointsQuery query = asked.query();
            return items.list(
                    ledger,
                    asked.caller(),
                    query.asOf(),
                    true,
                    web,
                    (reading, at) -> query.page(reading.items(FOLD, query.filter())));
        }

        @GetMapping("/api/ledgers/{ledger}/checkpoints/{checkpoint}")
        @Operation(
                operationId = "getCheckpoint",
                summary = "A checkpoint with every date that was ever set, and what came of it")
        @ApiResponse(
                responseCode = "200",
                content = @Content(schema = @Schema(implementation = CheckpointAnswer.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID checkpoint, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, checkpoint, asked, web);
        }
    }

    /** For the document: what a page of checkpoints looks like. */
    @Schema(name = "CheckpointPage")
    record CheckpointPage(
            List<CheckpointView> items, @Nullable String next) {}
}
