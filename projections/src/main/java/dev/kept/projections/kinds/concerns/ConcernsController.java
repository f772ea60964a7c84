package dev.kept.projections.kinds.concerns;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.concerns.ConcernAnswer.LinkedCommitment;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Listing;
import dev.kept.projections.store.reading.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Concerns")
class ConcernsController {

    private static final ConcernFold FOLD = new ConcernFold();
    private static final CommitmentFold COMMITMENTS = new CommitmentFold();

    private final Ledgers ledgers;
    private final Texts texts;

    ConcernsController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/concerns")
    @Operation(
            operationId = "listConcerns",
            summary = "The concerns of a ledger, in the order in which they were raised")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConcernPage.class)))
    @Nullable
    Page<JsonNode> list(@PathVariable UUID ledger, Asked<ConcernsQuery> asked, WebRequest web) {
        ConcernsQuery query = asked.query();
        Listing listing = query.listing();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), listing.asOf());
        return web.checkNotModified(ETags.of(reading.head()))
                ? null
                : listing.page(reading, FOLD, query.states(), query, texts);
    }

    @GetMapping("/api/ledgers/{ledger}/concerns/{concern}")
    @Operation(
            operationId = "getConcern",
            summary =
                    "A concern with its whole history, what it repeats, what repeats it, and the commitments it led to",
            description = "Every piece names the entry it comes from.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConcernAnswer.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable UUID concern, Asked<ConcernQuery> asked, WebRequest web) {
        LedgerReading reading =
                ledgers.open(ledger, asked.caller().member(), asked.query().asOf());
        ConcernView view = reading.item(FOLD, concern)
                .orElseThrow(() -> Problem.of(
                        404, "concern-not-found", "No such concern", "There is no such concern in this ledger."))
                .view();
        // Not the concern's own last entry: what it is linked to changes without it.
        return web.checkNotModified(ETags.of(reading.head())) ? null : texts.render(reading, answer(reading, view));
    }

    private static ConcernAnswer answer(LedgerReading reading, ConcernView view) {
        Repetitions repetitions = new Repetitions(
                reading.items(FOLD, ItemFilter.ALL).stream().map(Item::view).toList());
        Set<UUID> commitments = new LinkedHashSet<>();
        view.apologies().forEach(apology -> commitments.add(apology.repair()));
        view.remedies().forEach(remedy -> {
            UUID commitment = remedy.commitment();
            if (commitment != null) {
                commitments.add(commitment);
            }
        });
        return new ConcernAnswer(
                view,
                repetitions.before(view.concern()),
                repetitions.after(view.concern()),
                commitments.stream()
                        .flatMap(id -> reading.item(COMMITMENTS, id).stream())
                        .map(item -> linked(item.view()))
                        .toList());
    }

    private static LinkedCommitment linked(CommitmentView view) {
        return new LinkedCommitment(
                view.commitment(),
                view.terms().title(),
                view.promisor(),
                view.state(),
                view.occurrence(view.current()).due());
    }

    record ConcernQuery(@Nullable AsOf asOf) {
        static ConcernQuery read(Fields fields) {
            return new ConcernQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    /** What a list of concerns is asked for. */
    record ConcernsQuery(
            Set<String> states,
            @Nullable Boolean escalated,
            @Nullable Boolean answered,
            Listing listing) implements Predicate<ConcernBrief> {

        static ConcernsQuery read(Fields fields) {
            List<ConcernState> states = fields.otherwise(
                    "state",
                    Kind.list(ConcernState.values().length, Kind.choice(ConcernState.class, ConcernState::wireName))
                            .describedAs("Only concerns in one of these states; may be repeated. All but `settled` are"
                                    + " open."),
                    List.of());
            return new ConcernsQuery(
                    states.stream().map(ConcernState::wireName).collect(Collectors.toUnmodifiableSet()),
                    fields.optional(
                            "escalated",
                            Kind.flag().describedAs("Only those that were taken to the mediator, or were not.")),
                    fields.optional(
                            "answered",
                            Kind.flag()
                                    .describedAs("Only those to which the other side ever said something, or never.")),
                    Listing.read(fields, "listConcerns"));
        }

        @Override
        public boolean test(ConcernBrief brief) {
            return (escalated == null || escalated == brief.escalated())
                    && (answered == null || answered == (brief.answered() != null));
        }
    }

    /** For the document: what a page of concerns looks like. */
    @Schema(name = "ConcernPage")
    record ConcernPage(List<ConcernBrief> items, @Nullable String next) {}
}
