package dev.kept.projections.kinds.concerns;

import dev.kept.events.ConcernEvent;
import dev.kept.events.ConcernEvent.ApologyOffered;
import dev.kept.events.ConcernEvent.CauseNamed;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernEscalated;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernReopened;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.ConcernEvent.RemedyAccepted;
import dev.kept.events.ConcernEvent.RemedyDeclined;
import dev.kept.events.ConcernEvent.RemedyProposed;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.WaitingKind;
import dev.kept.projections.store.kind.ComparedFacts;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
import dev.kept.projections.store.kind.OneItem;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.OpenItem.Wait;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

/** Concerns: what was seen, what it did, and how both sides came back from it. */
public final class ConcernKind implements ItemKind<ConcernEvent, ConcernView, ConcernBrief> {

    private static final ConcernKind KIND = new ConcernKind();
    private static final ConcernFold FOLD = new ConcernFold();
    private static final Set<String> NOT_SETTLED = Arrays.stream(ConcernState.values())
            .filter(state -> state != ConcernState.SETTLED)
            .map(ConcernState::wireName)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public ItemName name() {
        return ItemName.CONCERN;
    }

    @Override
    public Class<ConcernEvent> events() {
        return ConcernEvent.class;
    }

    @Override
    public ItemFold<ConcernView, ConcernBrief> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(ConcernState.class, ConcernState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(ConcernBrief brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, ConcernView view, Instant at) {
        return ConcernAnswer.of(reading, view);
    }

    @Override
    public Changing changing() {
        return Changing.ANY_ENTRY;
    }

    @Override
    public void fields(ConcernEvent event, FieldList to) {
        switch (event) {
            case ConcernRaised e ->
                to.text("title", e.title())
                        .text("purpose", e.purpose())
                        .text("behaviour", e.behaviour())
                        .text("impact", e.impact())
                        .evidence(e.evidence())
                        .text("invitation", e.invitation())
                        .item("repeats", e.repeats())
                        .items("about", e.about());
            case ConcernAcknowledged e -> to.text("text", e.text());
            case CauseNamed e -> to.text("text", e.text());
            case ApologyOffered e ->
                to.text("impact", e.impact())
                        .text("wrong", e.wrong())
                        .text("regret", e.regret())
                        .item("repair", e.repair());
            case RemedyProposed e -> to.text("text", e.text()).item("commitment", e.commitment());
            case RemedyAccepted ignored -> {}
            case RemedyDeclined e -> to.text("reason", e.reason());
            case ReadinessDeclared e -> to.yesNo("ready", e.ready()).text("comment", e.comment());
            case ConcernSettled ignored -> {}
            case ConcernReopened e -> to.text("reason", e.reason());
            case ConcernEscalated e -> to.text("reason", e.reason());
        }
    }

    @Override
    public Opening<ConcernBrief> opening() {
        return new Opening<>(NOT_SETTLED, (concern, at) -> open(concern));
    }

    @Override
    public DocumentPart<ConcernBrief> document() {
        return DocumentPart.of(
                "concerns",
                NOT_SETTLED,
                Order.LATEST,
                (reading, concern) -> ComparedFacts.of(
                        concern.view().state().wireName(), concern.view().title()));
    }

    @Override
    public @Nullable ItemDates<ConcernBrief> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "escalated=escalated",
                "title=title",
                "purpose=purpose",
                "behaviour=behaviour",
                "impact=impact",
                "evidence=evidence/*/label",
                "evidence_links=evidence/*/link",
                "evidence_files=evidence/*/file/name",
                "invitation=invitation",
                "repeats=repeats",
                "about=about/*",
                "raised_at=raised/recorded",
                "raised_by=raised/by/name",
                "acknowledgements=acknowledgements/*/text",
                "causes=causes/*/text",
                "apology_impacts=apologies/*/impact",
                "apology_wrongs=apologies/*/wrong",
                "apology_regrets=apologies/*/regret",
                "repairs=apologies/*/repair",
                "remedies=remedies/*/text",
                "remedy_states=remedies/*/state",
                "ready=ready/*",
                "readiness_comments=declarations/*/comment",
                "settled_at=settled/*/recorded",
                "reopen_reasons=reopened/*/reason",
                "escalation_reasons=escalations/*/reason");
    }

    private static OpenItem open(ConcernBrief concern) {
        List<Wait> waits = new ArrayList<>(Wait.of(concern.waiting(), null));
        if (concern.escalated()) {
            waits.add(Wait.forMediator(WaitingKind.HEAR_CONCERN));
        }
        return new OpenItem(concern.concern(), concern.title(), null, waits, null, null);
    }

    @RestController
    @Tag(name = "Concerns")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/concerns")
        @Operation(
                operationId = "listConcerns",
                summary = "The concerns of a ledger, in the order in which they were raised")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConcernPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<ConcernList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), asked.query()::includes, web);
        }

        @GetMapping("/api/ledgers/{ledger}/concerns/{concern}")
        @Operation(
                operationId = "getConcern",
                summary = "A concern with its whole history, what it repeats, what repeats it, and the commitments it"
                        + " led to",
                description = "Every piece names the entry it comes from.")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConcernAnswer.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID concern, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, concern, asked, web);
        }
    }

    /** What the list is asked for. */
    record ConcernList(
            @Nullable Boolean escalated, @Nullable Boolean answered, Listing listing) {

        static ConcernList read(Fields fields) {
            Set<String> states = Listing.states(
                    fields,
                    KIND.states(),
                    "Only concerns in one of these states; may be repeated. All but `settled` are open.");
            return new ConcernList(
                    fields.optional(
                            "escalated",
                            FieldType.flag().describedAs("Only those that were taken to the mediator, or were not.")),
                    fields.optional(
                            "answered",
                            FieldType.flag()
                                    .describedAs("Only those to which the other side ever said something, or never.")),
                    Listing.read(fields, "listConcerns").in(states));
        }

        boolean includes(ConcernBrief brief) {
            return (escalated == null || escalated == brief.escalated())
                    && (answered == null || answered == (brief.answered() != null));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "ConcernPage")
    record ConcernPage(List<ConcernBrief> items, @Nullable String next) {}
}
