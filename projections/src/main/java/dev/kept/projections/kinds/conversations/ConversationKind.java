package dev.kept.projections.kinds.conversations;

import dev.kept.events.ConversationEvent;
import dev.kept.events.ConversationEvent.ConversationAcknowledged;
import dev.kept.events.ConversationEvent.ConversationCorrected;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.ConversationEvent.Participant;
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

/** Conversations: what one side says of them, and what the other side says to that. */
public final class ConversationKind implements ItemKind<ConversationEvent, ConversationView, ConversationView> {

    private static final ConversationKind KIND = new ConversationKind();
    private static final ConversationFold FOLD = new ConversationFold();

    @Override
    public ItemName name() {
        return ItemName.CONVERSATION;
    }

    @Override
    public Class<ConversationEvent> events() {
        return ConversationEvent.class;
    }

    @Override
    public ItemFold<ConversationView, ConversationView> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return ItemKind.names(ConversationState.class, ConversationState::wireName);
    }

    @Override
    public Class<?> routes() {
        return Routes.class;
    }

    @Override
    public Object listed(ConversationView brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, ConversationView view, Instant at) {
        return ConversationAnswer.of(reading, view);
    }

    @Override
    public Changing changing() {
        return Changing.ANY_ENTRY;
    }

    @Override
    public void fields(ConversationEvent event, FieldList to) {
        switch (event) {
            case ConversationRecorded e -> {
                to.due("occurred", e.occurred());
                participants(e.participants(), to);
                to.text("synopsis", e.synopsis())
                        .texts("positives", e.positives())
                        .texts("nextSteps", e.nextSteps())
                        .text("evaluation", e.evaluation())
                        .monitor(e.monitor())
                        .text("contact", e.contact())
                        .evidence(e.evidence())
                        .items("commitments", e.commitments())
                        .items("decisions", e.decisions())
                        .items("checkpoints", e.checkpoints());
            }
            case ConversationAcknowledged e -> to.text("comment", e.comment());
            case ConversationCorrected e -> to.text("text", e.text());
        }
    }

    @Override
    public Opening<ConversationView> opening() {
        return new Opening<>(
                Set.of(ConversationState.RECORDED.wireName(), ConversationState.CORRECTED.wireName()),
                (conversation, at) ->
                        OpenItem.waiting(conversation.conversation(), conversation.synopsis(), conversation.waiting()));
    }

    @Override
    public @Nullable DocumentPart<ConversationView> document() {
        return null;
    }

    @Override
    public @Nullable ItemDates<ConversationView> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "occurred_at=occurred/at",
                "zone=occurred/zone",
                "recorded_at=recorded/recorded",
                "recorded_by=recorded/by/name",
                "members=participants/*/member",
                "guests=participants/*/name",
                "synopsis=synopsis",
                "positives=positives/*",
                "next_steps=nextSteps/*",
                "evaluation=evaluation",
                "monitor=monitor",
                "contact=contact",
                "evidence=evidence/*/label",
                "evidence_links=evidence/*/link",
                "evidence_files=evidence/*/file/name",
                "commitments=commitments/*",
                "decisions=decisions/*",
                "checkpoints=checkpoints/*",
                "corrections=corrections/*/text",
                "acknowledged_at=acknowledged/acknowledged/recorded",
                "comment=acknowledged/comment");
    }

    private static void participants(List<Participant> participants, FieldList to) {
        for (Participant each : participants) {
            if (each.member() != null) {
                to.person("name", each.member());
            }
            to.text("name", each.name()).side("participantSide", each.side());
        }
    }

    @RestController
    @Tag(name = "Conversations")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/conversations")
        @Operation(
                operationId = "listConversations",
                summary = "The conversations of a ledger, in the order in which they were recorded")
        @ApiResponse(
                responseCode = "200",
                content = @Content(schema = @Schema(implementation = ConversationPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<ConversationList> asked, WebRequest web) {
            return items.list(KIND, ledger, asked.caller(), asked.query().listing(), web);
        }

        @GetMapping("/api/ledgers/{ledger}/conversations/{conversation}")
        @Operation(
                operationId = "getConversation",
                summary = "A conversation with everything that was recorded with it, and what the other side says")
        @ApiResponse(
                responseCode = "200",
                content = @Content(schema = @Schema(implementation = ConversationAnswer.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID conversation, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, conversation, asked, web);
        }
    }

    /** What the list is asked for. */
    record ConversationList(Listing listing) {
        static ConversationList read(Fields fields) {
            return new ConversationList(Listing.inStates(fields, "listConversations", KIND.states()));
        }
    }

    /** For the document: what a page of them looks like. */
    @Schema(name = "ConversationPage")
    record ConversationPage(
            List<ConversationView> items, @Nullable String next) {}
}
