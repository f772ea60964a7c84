package dev.kept.projections.kinds.commitments;

import dev.kept.events.CommitmentEvent;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.MissExcused;
import dev.kept.events.CommitmentEvent.ReasonGiven;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.RequestDeclined;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Due;
import dev.kept.events.ItemName;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.http.Asked;
import dev.kept.http.Page;
import dev.kept.projections.kinds.commitments.Standing.Line;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.projections.readmodels.dates.ItemDate.Certainty;
import dev.kept.projections.store.fields.CodeList;
import dev.kept.projections.store.fields.EntryField.Unit;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.WaitingKind;
import dev.kept.projections.store.kind.ComparedFacts;
import dev.kept.projections.store.kind.ComparedFacts.OccurrenceFacts;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.DocumentPart.Section;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Items;
import dev.kept.projections.store.kind.OneItem;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.OpenItem.Owed;
import dev.kept.projections.store.kind.OpenItem.Wait;
import dev.kept.projections.store.kind.Opening;
import dev.kept.projections.store.kind.Sheet;
import dev.kept.projections.store.reading.Counted.Order;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Commitments: what one side owes the other, with what became of it. */
public final class CommitmentKind implements ItemKind<CommitmentEvent, CommitmentView, Standing> {

    private static final CommitmentKind KIND = new CommitmentKind();
    private static final CommitmentFold FOLD = new CommitmentFold();

    /** A miss can still be made good, a reason for it may be waited for, and it is still to be talked about. */
    private static final Set<String> PENDING = states(state -> !state.settled() || state == State.MISSED);

    private static final Set<String> SETTLED = states(state -> state.settled() && state != State.MISSED);

    @Override
    public ItemName name() {
        return ItemName.COMMITMENT;
    }

    @Override
    public Class<CommitmentEvent> events() {
        return CommitmentEvent.class;
    }

    @Override
    public ItemFold<CommitmentView, Standing> fold() {
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
    public Object listed(Standing brief, Instant at) {
        return ListedCommitment.current(brief);
    }

    @Override
    public Object answer(LedgerReading reading, CommitmentView view, Instant at) {
        return view;
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(CommitmentEvent event, FieldList to) {
        switch (event) {
            case CommitmentMade e -> {
                terms(e.terms(), to);
                to.side("promisor", e.promisor());
            }
            case CommitmentRequested e -> {
                terms(e.terms(), to);
                to.side("promisor", e.promisor());
            }
            case RequestAccepted ignored -> {}
            case RequestDeclined e -> to.text("reason", e.reason());
            case RequestCountered e -> {
                terms(e.terms(), to);
                to.text("reason", e.reason());
            }
            case UpdateDelivered e -> {
                to.occurrence(e.occurrence())
                        .text("text", e.text())
                        .number("progress", e.progress(), Unit.PERCENT)
                        .code("confidence", CodeList.CONFIDENCE, e.confidence());
                if (e.atRisk()) {
                    to.yesNo("atRisk", true);
                }
            }
            case TermsProposed e -> {
                to.occurrence(e.occurrence());
                revised(e.terms(), to);
                to.text("reason", e.reason());
            }
            case TermsAccepted e -> to.occurrence(e.occurrence());
            case TermsDeclined e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case TermsCountered e -> {
                to.occurrence(e.occurrence());
                revised(e.terms(), to);
                to.text("reason", e.reason());
            }
            case CommitmentDelivered e ->
                to.occurrence(e.occurrence()).text("text", e.text()).evidence(e.evidence());
            case DeliveryConfirmed e -> to.occurrence(e.occurrence()).text("comment", e.comment());
            case DeliveryDisputed e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case DisputeWithdrawn e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case DeliveryUncontested e -> to.occurrence(e.occurrence());
            case DeadlineMissed e -> {
                to.occurrence(e.occurrence());
                if (e.admitted()) {
                    to.yesNo("admitted", true);
                }
                to.text("reason", e.reason());
            }
            case ReasonGiven e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case DisputeEscalated e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case DisputeResolved e ->
                to.occurrence(e.occurrence()).yesNo("kept", e.kept()).item("finding", e.finding());
            case MissExcused e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case CommitmentReleased e -> to.text("reason", e.reason());
            case CommitmentWithdrawn e -> to.text("reason", e.reason());
        }
    }

    @Override
    public Opening<Standing> opening() {
        return new Opening<>(PENDING, (commitment, at) -> open(commitment));
    }

    @Override
    public DocumentPart<Standing> document() {
        return new DocumentPart<>(
                List.of(
                        new Section("commitments", PENDING, Order.DUE_FIRST),
                        new Section("settled", SETTLED, Order.DUE_LAST)),
                CommitmentKind::compared);
    }

    @Override
    public ItemDates<Standing> dates() {
        return (ledger, commitment) -> commitment.lines().stream()
                .map(line -> date(ledger, commitment, line))
                .toList();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                "title=terms/title",
                "details=terms/details",
                "conditions=terms/conditions",
                "evaluation=terms/evaluation",
                "monitor=terms/monitor",
                "zone=terms/due/zone",
                "recurrence=terms/recurrence/rrule",
                "confirmation_days=terms/confirmationDays",
                "requested=requested",
                "begun_at=begun/recorded",
                "begun_by=begun/by/name",
                "agreed_at=agreed/recorded",
                "occurrence_states=occurrences/*/state",
                "original_dues=occurrences/*/originalDue/at",
                "dues=occurrences/*/due/at",
                "updates=occurrences/*/updates/*/text",
                "delivered_at=occurrences/*/deliveries/*/delivered/recorded",
                "deliveries=occurrences/*/deliveries/*/text",
                "evidence=occurrences/*/deliveries/*/evidence/*/label",
                "evidence_links=occurrences/*/deliveries/*/evidence/*/link",
                "evidence_files=occurrences/*/deliveries/*/evidence/*/file/name",
                "disputes=occurrences/*/deliveries/*/dispute/reason",
                "missed_at=occurrences/*/miss/missed/recorded",
                "miss_reasons=occurrences/*/miss/reasons/*/reason",
                "closed_at=closed/by/recorded",
                "close_reason=closed/reason",
                "decline_reason=declined/reason");
    }

    private static Set<String> states(Predicate<State> which) {
        return Arrays.stream(State.values()).filter(which).map(State::wireName).collect(Collectors.toUnmodifiableSet());
    }

    private static void terms(Terms terms, FieldList to) {
        to.text("title", terms.title())
                .text("details", terms.details())
                .text("conditions", terms.conditions())
                .text("evaluation", terms.evaluation())
                .due("due", terms.due());
        if (terms.recurrence() != null) {
            to.rule("recurrence", terms.recurrence().rrule(), terms.due().zone(), terms.occurrences());
        }
        to.monitor(terms.monitor()).number("confirmationDays", terms.confirmationDays(), Unit.DAYS);
    }

    private static void revised(RevisedTerms terms, FieldList to) {
        to.text("title", terms.title())
                .text("details", terms.details())
                .text("conditions", terms.conditions())
                .text("evaluation", terms.evaluation())
                .due("due", terms.due());
    }

    private static OpenItem open(Standing commitment) {
        List<Wait> waits = new ArrayList<>();
        for (Waiting waiting : commitment.waiting()) {
            WaitingKind what = kind(waiting);
            if (what != null) {
                waits.add(wait(commitment, waiting, what, waiting.side()));
                // A dispute waits for both sides; a mediator sees it once.
                if (what == WaitingKind.SETTLE_DISPUTE && waiting.side() == Side.A) {
                    waits.add(wait(commitment, waiting, what, null));
                }
            }
        }
        return new OpenItem(commitment.commitment(), commitment.title(), null, waits, null, owed(commitment));
    }

    /** What is due next stands among what is owed. */
    private static @Nullable WaitingKind kind(Waiting waiting) {
        return switch (waiting.what()) {
            case ANSWER_REQUEST -> WaitingKind.ANSWER_REQUEST;
            case ANSWER_TERMS -> WaitingKind.ANSWER_TERMS;
            case CONFIRM_DELIVERY -> WaitingKind.CONFIRM_DELIVERY;
            case SETTLE_DISPUTE -> WaitingKind.SETTLE_DISPUTE;
            case GIVE_REASON -> WaitingKind.GIVE_REASON;
            case DELIVER, DELIVER_LATE -> null;
        };
    }

    private static Wait wait(Standing commitment, Waiting waiting, WaitingKind what, @Nullable Side side) {
        return new Wait(
                what,
                side,
                commitment.recurring() ? waiting.occurrence() : null,
                waiting.proposal(),
                waiting.since(),
                waiting.sinceWhen(),
                waiting.until(),
                dueAt(waiting.until(), commitment, waiting.occurrence()));
    }

    /** The due that an end is, rather than a window counted from an entry. */
    private static @Nullable Due dueAt(@Nullable Instant end, Standing commitment, @Nullable Integer occurrence) {
        Line line = commitment.line(occurrence == null ? 1 : occurrence);
        return line.due().equals(end) ? new Due(line.due(), line.zone()) : null;
    }

    private static @Nullable Owed owed(Standing commitment) {
        Line line = commitment.line(commitment.current());
        return line.state() == State.OPEN
                ? new Owed(
                        commitment.promisor(),
                        commitment.recurring() ? line.occurrence() : null,
                        new Due(line.due(), line.zone()),
                        line.progress(),
                        line.atRisk())
                : null;
    }

    private static ComparedFacts compared(LedgerReading reading, Item<Standing> item) {
        CommitmentView view = reading.item(FOLD, item.id())
                .map(Item::view)
                .orElseThrow(() -> new IllegalStateException("a commitment has its view as long as its brief"));
        boolean recurring = item.view().recurring();
        Map<Integer, OccurrenceFacts> occurrences = new LinkedHashMap<>();
        if (recurring) {
            for (Occurrence each : view.occurrences()) {
                occurrences.put(
                        each.occurrence(), new OccurrenceFacts(each.state().wireName(), each.due()));
            }
        }
        return new ComparedFacts(
                view.state().wireName(),
                view.terms().title(),
                recurring ? null : view.occurrence(view.current()).due(),
                texts(view.terms()),
                occurrences,
                null,
                null);
    }

    private static Map<String, Text> texts(Terms terms) {
        Map<String, Text> texts = new LinkedHashMap<>();
        texts.put("title", terms.title());
        put(texts, "details", terms.details());
        put(texts, "conditions", terms.conditions());
        put(texts, "evaluation", terms.evaluation());
        return texts;
    }

    private static void put(Map<String, Text> texts, String field, @Nullable Text text) {
        if (text != null) {
            texts.put(field, text);
        }
    }

    private static ItemDate date(UUID ledger, Standing commitment, Line line) {
        return new ItemDate(
                ledger,
                ItemName.COMMITMENT,
                commitment.commitment(),
                commitment.recurring() ? line.occurrence() : null,
                line.due(),
                line.zone(),
                0,
                state(line),
                certainty(line),
                commitment.agreed(),
                commitment.promisor(),
                commitment.title(),
                commitment.lastSequence());
    }

    private static Certainty certainty(Line line) {
        return switch (line.state()) {
            case REQUESTED -> Certainty.TENTATIVE;
            case DECLINED, RELEASED, WITHDRAWN -> Certainty.CANCELLED;
            case OPEN, DELIVERED, DISPUTED, MISSED, DELIVERED_LATE, KEPT, KEPT_LATE, EXCUSED -> Certainty.CONFIRMED;
        };
    }

    private static ItemDate.State state(Line line) {
        return switch (line.state()) {
            case REQUESTED -> ItemDate.State.REQUESTED;
            case DECLINED -> ItemDate.State.DECLINED;
            case OPEN -> ItemDate.State.DUE;
            case DELIVERED, DELIVERED_LATE -> ItemDate.State.AWAITING_CONFIRMATION;
            case DISPUTED -> ItemDate.State.DISPUTED;
            case MISSED -> ItemDate.State.MISSED;
            case KEPT -> ItemDate.State.KEPT;
            case KEPT_LATE -> ItemDate.State.KEPT_LATE;
            case EXCUSED -> ItemDate.State.EXCUSED;
            case RELEASED -> ItemDate.State.RELEASED;
            case WITHDRAWN -> ItemDate.State.WITHDRAWN;
        };
    }

    @RestController
    @Tag(name = "Commitments")
    static class Routes {

        private final Items items;

        Routes(Items items) {
            this.items = items;
        }

        @GetMapping("/api/ledgers/{ledger}/commitments")
        @Operation(operationId = "listCommitments", summary = "The commitments of a ledger, by due; filtered")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CommitmentPage.class)))
        @Nullable
        Page<JsonNode> list(@PathVariable UUID ledger, Asked<CommitmentsQuery> asked, WebRequest web) {
            CommitmentsQuery query = asked.query();
            // What a figure counts can change as time passes, without an entry.
            boolean tagged = query.figure() == null || query.asOf() != null;
            return items.list(
                    ledger,
                    asked.caller(),
                    query.asOf(),
                    tagged,
                    web,
                    (reading, at) -> query.selection(at)
                            .page(
                                    taker -> reading.each(FOLD, ItemFilter.ALL, taker),
                                    query.descending(),
                                    query.limit(),
                                    query.after()));
        }

        @GetMapping("/api/ledgers/{ledger}/commitments/{commitment}")
        @Operation(
                operationId = "getCommitment",
                summary = "A commitment with its whole history",
                description = "Every piece names the entry it comes from.")
        @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CommitmentView.class)))
        @Nullable
        JsonNode get(@PathVariable UUID ledger, @PathVariable UUID commitment, Asked<OneItem> asked, WebRequest web) {
            return items.get(KIND, ledger, commitment, asked, web);
        }
    }

    /** For the document: what a page of commitments looks like. */
    @Schema(name = "CommitmentPage")
    record CommitmentPage(
            List<ListedCommitment> items, @Nullable String next) {}
}
