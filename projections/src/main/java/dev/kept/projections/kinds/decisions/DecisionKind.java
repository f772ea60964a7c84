package dev.kept.projections.kinds.decisions;

import dev.kept.events.DecisionEvent;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionReviewed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.DecisionEvent.DecisionWithdrawn;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.FieldType;
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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

/** Decisions: what both sides agreed on, why, and what took the place of what. */
public final class DecisionKind implements ItemKind<DecisionEvent, DecisionView, DecisionView> {

    private static final DecisionKind KIND = new DecisionKind();
    private static final DecisionFold FOLD = new DecisionFold();

    @Override
    public ItemName name() {
        return ItemName.DECISION;
    }

    @Override
    public Class<DecisionEvent> events() {
        return DecisionEvent.class;
    }

    @Override
    public ItemFold<DecisionView, DecisionView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(DecisionState.class, DecisionState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(DecisionView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, DecisionView view, Instant at) {
        return DecisionAnswer.of(reading, view);
    }

    @Override
    public Changing changing() {
        return Changing.ANY_ENTRY;
    }

    @Override
    public void fields(DecisionEvent event, FieldList to) {
        switch (event) {
            case DecisionProposed e -> {
                to.text("statement", e.statement()).text("rationale", e.rationale());
                e.alternatives()
                        .forEach(other -> to.text("alternative", other.text()).text("whyNot", other.whyNot()));
                to.evidence(e.evidence()).items("commitments", e.commitments());
                review(e.review(), to);
                to.item("supersedes", e.supersedes());
            }
            case DecisionAgreed ignored -> {}
            case DecisionObjected e -> to.text("reason", e.reason());
            case DecisionWithdrawn e -> to.text("reason", e.reason());
            case DecisionSuperseded e -> to.item("replacement", e.replacement());
            case DecisionReviewed e -> {
                to.text("outcome", e.outcome());
                review(e.next(), to);
            }
        }
    }

    @Override
    public Opening<DecisionView> opening() {
        return new Opening<>(
                Set.of(DecisionState.PROPOSED.wireName(), DecisionState.IN_FORCE.wireName()),
                (decision, at) -> open(decision));
    }

    @Override
    public DocumentPart<DecisionView> document() {
        return DocumentPart.of(
                "decisions",
                Set.of(DecisionState.IN_FORCE.wireName()),
                Order.LATEST,
                (reading, decision) -> compared(decision.view()));
    }

    @Override
    public @Nullable ItemDates<DecisionView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "statement=statement",
                "rationale=rationale",
                "alternatives=alternatives/*/text",
                "why_not=alternatives/*/whyNot",
                "evidence=evidence/*/label",
                "evidence_links=evidence/*/link",
                "evidence_files=evidence/*/file/name",
                "commitments=commitments/*",
                "proposed_at=proposed/recorded",
                "proposed_by=proposed/by/name",
                "agreed_at=agreed/recorded",
                "objections=objections/*/reason",
                "reviews=reviews/*/outcome",
                "supersedes=supersedes",
                "superseded_by=supersededBy",
                "withdrawn_at=withdrawn/withdrawn/recorded",
                "withdrawal_reason=withdrawn/reason");
    }

    private static void review(@Nullable Review review, FieldList to) {
        if (review != null) {
            to.due("review", review.at());
        }
    }

    private static OpenItem open(DecisionView decision) {
        Due end = decision.review() == null ? null : decision.review().at();
        return new OpenItem(
                decision.decision(), decision.statement(), null, Wait.of(decision.waiting(), end), null, null);
    }

    private static ComparedFacts compared(DecisionView decision) {
        Due due = decision.nextReview() == null ? null : decision.nextReview().at();
        return ComparedFacts.of(decision.state().wireName(), decision.statement(), due, decision.supersededBy());
    }

    @RestController
    @Tag(name = "Decisions")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/decisions")
        @Operation(
                operationId = "listDecisions",
                summary = "The decisions of a ledger, in the order in which they were put forward; filtered")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<DecisionList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), asked.query()::affects, web);
        }

        @GetMapping("/api/ledgers/{ledger}/decisions/{decision}")
        @Operation(
                operationId = "getDecision",
                summary = "A decision with its whole history, and the chain of what took whose place")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID decision, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, decision, asked, web);
        }
    }

    /** What the list is asked for. */
    record DecisionList(@Nullable UUID commitment, Listing listing) {

        static DecisionList read(Fields fields) {
            Set<String> states = Listing.states(fields, KIND.states(), Listing.IN_STATES);
            return new DecisionList(
                    fields.optional(
                            "commitment", FieldType.uuid().describedAs("Only those that affect this commitment.")),
                    Listing.read(fields, "listDecisions").in(states));
        }

        boolean affects(DecisionView view) {
            return commitment == null || view.commitments().contains(commitment);
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "DecisionPage")
    record DecisionPage(List<DecisionView> items, @Nullable String next) {}
}
