package dev.kept.projections.kinds.findings;

import dev.kept.events.FindingEvent;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingDeclined;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Page;
import dev.kept.projections.kinds.findings.FindingView.FindingState;
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

/** Findings of mediators, and what each side said to them. */
public final class FindingKind implements ItemKind<FindingEvent, FindingView, FindingView> {

    private static final FindingKind KIND = new FindingKind();
    private static final FindingFold FOLD = new FindingFold();

    @Override
    public ItemName name() {
        return ItemName.FINDING;
    }

    @Override
    public Class<FindingEvent> events() {
        return FindingEvent.class;
    }

    @Override
    public ItemFold<FindingView, FindingView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(FindingState.class, FindingState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(FindingView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, FindingView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(FindingEvent event, FieldList to) {
        switch (event) {
            case FindingRecorded e -> {
                to.text("text", e.text());
                if (e.dispute() != null) {
                    to.item("commitment", e.dispute().commitment())
                            .occurrence(e.dispute().occurrence())
                            .yesNo("kept", e.dispute().kept());
                }
                to.items("about", e.about()).evidence(e.evidence());
            }
            case FindingAccepted ignored -> {}
            case FindingDeclined e -> to.text("reason", e.reason());
        }
    }

    @Override
    public Opening<FindingView> opening() {
        return new Opening<>(
                Set.of(FindingState.OPEN.wireName(), FindingState.DECLINED.wireName()),
                (finding, at) -> OpenItem.waiting(finding.finding(), finding.text(), finding.waiting()));
    }

    @Override
    public @Nullable DocumentPart<FindingView> document() {
        return null;
    }

    @Override
    public @Nullable ItemDates<FindingView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "finding=text",
                "commitment=on/commitment",
                "occurrence=on/occurrence",
                "counts_as_kept=on/kept",
                "about=about/*",
                "evidence=evidence/*/label",
                "evidence_links=evidence/*/link",
                "evidence_files=evidence/*/file/name",
                "recorded_at=recorded/recorded",
                "recorded_by=recorded/by/name",
                "accepted_by=acceptedBy/*",
                "decline_reasons=words/*/reason",
                "resolved_at=resolved/recorded");
    }

    @RestController
    @Tag(name = "Mediation")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/findings")
        @Operation(
                operationId = "listFindings",
                summary = "What mediators found, in order, and what each side said to it")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FindingPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<FindingList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/findings/{finding}")
        @Operation(
                operationId = "getFinding",
                summary = "A finding, what each side said to it, and whether it resolved the dispute it is on")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FindingView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID finding, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, finding, asked, web);
        }
    }

    /** What the list is asked for. */
    record FindingList(Listing listing) {
        static FindingList read(Fields fields) {
            return new FindingList(Listing.ofNoSide(fields, "listFindings", KIND.states()));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "FindingPage")
    record FindingPage(List<FindingView> items, @Nullable String next) {}
}
