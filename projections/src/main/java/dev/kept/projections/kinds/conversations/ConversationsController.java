package dev.kept.projections.kinds.conversations;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Listing;
import dev.kept.projections.store.reading.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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

@RestController
@Tag(name = "Conversations")
class ConversationsController {

    private static final ConversationFold FOLD = new ConversationFold();

    private final Ledgers ledgers;
    private final Texts texts;

    ConversationsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/conversations")
    @Operation(
            operationId = "listConversations",
            summary = "The conversations of a ledger, in the order in which they were recorded")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConversationPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<ConversationListQuery> asked, WebRequest web) {
        Listing listing = asked.query().listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, asked.query().states(), ignored -> true, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/conversations/{conversation}")
    @Operation(
            operationId = "getConversation",
            summary = "A conversation with everything that was recorded with it, and what the other side says")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConversationAnswer.class)))
    @Nullable
    JsonNode get(
            @PathVariable UUID ledger,
            @PathVariable UUID conversation,
            Asked<ConversationQuery> asked,
            WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        Item<ConversationView> item = reading.item(FOLD, conversation)
                .orElseThrow(() -> Problem.of(
                        404,
                        "conversation-not-found",
                        "No such conversation",
                        "There is no such conversation in this ledger."));
        // What was recorded with it changes without an entry about it.
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : texts.render(reading, ConversationAnswer.of(reading, item.view()));
    }

    record ConversationQuery(@Nullable AsOf asOf) {
        static ConversationQuery read(Fields fields) {
            return new ConversationQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record ConversationListQuery(Set<String> states, Listing listing) {
        static ConversationListQuery read(Fields fields) {
            List<ConversationState> states = fields.otherwise(
                    "state",
                    Kind.list(
                                    ConversationState.values().length,
                                    Kind.choice(ConversationState.class, ConversationState::wireName))
                            .describedAs("Only those in one of these states; may be repeated."),
                    List.of());
            return new ConversationListQuery(
                    states.stream().map(ConversationState::wireName).collect(Collectors.toUnmodifiableSet()),
                    Listing.read(fields, "listConversations"));
        }
    }

    /** For the document: what a page of conversations looks like. */
    @Schema(name = "ConversationPage")
    record ConversationPage(
            List<ConversationView> items, @Nullable String next) {}
}
