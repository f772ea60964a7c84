package dev.kept.projections.kinds.checkins;

import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsDeclined;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import dev.kept.events.Due;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.checkins.CheckInsBrief.CheckInLine;
import dev.kept.projections.kinds.checkins.CheckInsBrief.ListedCheckIns;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.projections.readmodels.dates.ItemDate.Certainty;
import dev.kept.projections.store.fields.EntryField.Unit;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
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
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Listing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

/** Check-ins: series of short talks. What has begun and what has not changes as time passes, without an entry. */
public final class CheckInKind implements ItemKind<CheckInEvent, CheckInsView, CheckInsBrief> {

    private static final CheckInKind KIND = new CheckInKind();
    private static final CheckInFold FOLD = new CheckInFold();

    @Override
    public ItemName name() {
        return ItemName.CHECK_IN;
    }

    @Override
    public Class<CheckInEvent> events() {
        return CheckInEvent.class;
    }

    @Override
    public ItemFold<CheckInsView, CheckInsBrief> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(CheckInsState.class, CheckInsState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(CheckInsBrief brief, Instant at) {
        return brief.at(at);
    }

    @Override
    public Object answer(LedgerReading reading, CheckInsView view, Instant at) {
        return view.at(at);
    }

    @Override
    public Changing changing() {
        return Changing.TIME;
    }

    @Override
    public void fields(CheckInEvent event, FieldList to) {
        switch (event) {
            case CheckInsProposed e ->
                to.text("title", e.title())
                        .rule(
                                "recurrence",
                                e.rrule(),
                                e.first().zone(),
                                e.beginnings().size())
                        .due("first", e.first())
                        .number("minutes", e.minutes(), Unit.MINUTES);
            case CheckInsAgreed ignored -> {}
            case CheckInsDeclined e -> to.text("reason", e.reason());
            case CheckInHeld e -> to.occurrence(e.occurrence()).text("outcome", e.outcome());
            case CheckInMissed e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case CheckInsPaused e -> to.text("reason", e.reason());
            case CheckInsResumed ignored -> {}
            case CheckInsEnded e -> to.text("reason", e.reason());
        }
    }

    @Override
    public Opening<CheckInsBrief> opening() {
        return new Opening<>(
                Set.of(
                        CheckInsState.PROPOSED.wireName(),
                        CheckInsState.AGREED.wireName(),
                        CheckInsState.PAUSED.wireName()),
                CheckInKind::open);
    }

    @Override
    public @Nullable DocumentPart<CheckInsBrief> document() {
        return null;
    }

    @Override
    public ItemDates<CheckInsBrief> dates() {
        return CheckInKind::datesOf;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "title=title",
                "recurrence=rrule",
                "minutes=minutes",
                "first=first/at",
                "zone=first/zone",
                "proposed_at=proposed/recorded",
                "answered_at=answered/recorded",
                "decline_reason=declineReason",
                "beginnings=occurrences/*/beginning",
                "occurrence_states=occurrences/*/state",
                "outcomes=occurrences/*/held/outcome",
                "miss_reasons=occurrences/*/missed/reason",
                "pause_reasons=pauses/*/reason",
                "ended_at=ended/recorded",
                "end_reason=endReason");
    }

    @Override
    public Problem notFound() {
        return Problem.of(
                404, "check-ins-not-found", "No such check-ins", "There are no such check-ins in this ledger.");
    }

    private static OpenItem open(CheckInsBrief brief, Instant at) {
        ListedCheckIns listed = brief.at(at);
        Instant beginning = listed.next();
        Ahead ahead = beginning != null && brief.state() == CheckInsState.AGREED
                ? new Ahead(new Due(beginning, listed.zone()), number(brief, beginning))
                : null;
        return new OpenItem(listed.checkIns(), listed.title(), null, Wait.of(listed.waiting(), null), ahead, null);
    }

    /** Occurrences are numbered from 1, each at an instant of its own. */
    private static int number(CheckInsBrief brief, Instant beginning) {
        return 1 + brief.lines().stream().map(CheckInLine::beginning).toList().indexOf(beginning);
    }

    private static List<ItemDate> datesOf(UUID ledger, CheckInsBrief series) {
        List<ItemDate> all = new ArrayList<>();
        for (CheckInLine line : series.lines()) {
            boolean skipped = isSkipped(series, line);
            all.add(new ItemDate(
                    ledger,
                    ItemName.CHECK_IN,
                    series.checkIns(),
                    all.size() + 1,
                    line.beginning(),
                    series.zone(),
                    series.minutes(),
                    skipped ? ItemDate.State.CANCELLED : state(line.state()),
                    certainty(series, skipped),
                    isAgreed(series.state()),
                    null,
                    series.title(),
                    series.lastSequence()));
        }
        return all;
    }

    /** While a series is paused, what begins meanwhile does not take place. */
    private static boolean isSkipped(CheckInsBrief series, CheckInLine line) {
        return line.state() == CheckInState.SKIPPED
                || (line.state() == CheckInState.UPCOMING
                        && series.paused() != null
                        && !line.beginning().isBefore(series.paused()));
    }

    private static Certainty certainty(CheckInsBrief series, boolean skipped) {
        if (skipped) {
            return Certainty.CANCELLED;
        }
        return series.state() == CheckInsState.PROPOSED ? Certainty.TENTATIVE : Certainty.CONFIRMED;
    }

    private static ItemDate.State state(CheckInState state) {
        return switch (state) {
            case UPCOMING, AWAITED -> ItemDate.State.PLANNED;
            case HELD -> ItemDate.State.HELD;
            case MISSED -> ItemDate.State.MISSED;
            case HELD_LATE -> ItemDate.State.HELD_LATE;
            case SKIPPED -> ItemDate.State.CANCELLED;
        };
    }

    private static boolean isAgreed(CheckInsState state) {
        return switch (state) {
            case AGREED, PAUSED, ENDED -> true;
            case PROPOSED, DECLINED, WITHDRAWN -> false;
        };
    }

    @RestController
    @Tag(name = "Check-ins")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/check-ins")
        @Operation(
                operationId = "listCheckIns",
                summary = "The check-ins of a ledger, in the order in which they were proposed")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CheckInsPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<CheckInsList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/check-ins/{checkIns}")
        @Operation(
                operationId = "getCheckIns",
                summary = "A series of check-ins, and what became of each",
                description = "Every piece names the entry it comes from.")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CheckInsView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID checkIns, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, checkIns, asked, web);
        }
    }

    /** What the list is asked for. */
    record CheckInsList(Listing listing) {
        static CheckInsList read(Fields fields) {
            return new CheckInsList(Listing.inStates(fields, "listCheckIns", KIND.states()));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "CheckInsPage")
    record CheckInsPage(
            List<ListedCheckIns> items, @Nullable String next) {}
}
