package dev.kept.projections.views.overview;

import dev.kept.http.AcrossLedgers;
import dev.kept.http.Asked;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.projections.views.overview.OpenItems.Open;
import dev.kept.projections.views.overview.OverviewAnswer.OverviewNumbers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Overview")
class OverviewController {

    private final Ledgers ledgers;
    private final Texts texts;
    private final Clock clock;

    OverviewController(Ledgers ledgers, Texts texts, Clock clock) {
        this.ledgers = ledgers;
        this.texts = texts;
        this.clock = clock;
    }

    @AcrossLedgers
    @GetMapping("/api/overview")
    @Operation(
            operationId = "getOverview",
            summary = "What waits for you, what is due next, and the numbers over all your ledgers")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OverviewAnswer.class)))
    @Nullable
    Rendered get(Asked<OverviewQuery> asked, WebRequest web) {
        Instant asOf = asked.query().asOf();
        List<LedgerReading> readings = readings(asked.caller().member(), asOf);
        Instant at = asOf == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : asOf;
        Map<UUID, List<Open>> others = OpenItems.besideCommitments(ledgers, readings, at);
        Overview overview = new Overview(
                readings,
                (reading, taker) -> reading.each(Kinds.COMMITMENT.fold(), ItemFilter.ALL, taker),
                reading -> others.getOrDefault(reading.ledger(), List.of()),
                at);
        return web.checkNotModified(overview.tag()) ? null : rendered(overview.answer(), readings);
    }

    /** As of an instant, the ledgers that existed then. */
    private List<LedgerReading> readings(UUID reader, @Nullable Instant asOf) {
        List<LedgerReading> now = ledgers.of(reader);
        return asOf == null
                ? now
                : now.stream()
                        .filter(ledger -> !ledger.view().opened().isAfter(asOf))
                        .map(ledger -> ledgers.open(ledger.ledger(), reader, new AsOf.At(asOf)))
                        .toList();
    }

    private Rendered rendered(OverviewAnswer answer, List<LedgerReading> readings) {
        Map<UUID, LedgerReading> readingOf =
                readings.stream().collect(Collectors.toMap(LedgerReading::ledger, Function.identity()));
        List<OfLedger> parts = Stream.of(
                        parts(answer.waiting(), item -> item.ledger(), readingOf),
                        parts(answer.dueByMe(), item -> item.ledger(), readingOf),
                        parts(answer.dueForMe(), item -> item.ledger(), readingOf),
                        parts(answer.ahead(), item -> item.ledger(), readingOf),
                        parts(answer.invitations(), item -> item.ledger(), readingOf),
                        parts(answer.ledgers(), item -> item.ledger(), readingOf))
                .flatMap(List::stream)
                .toList();
        Iterator<JsonNode> trees = texts.render(parts).iterator();
        return new Rendered(
                answer.at(),
                answer.waitingCount(),
                take(answer.waiting().size(), trees),
                answer.dueByMeCount(),
                take(answer.dueByMe().size(), trees),
                answer.dueForMeCount(),
                take(answer.dueForMe().size(), trees),
                answer.aheadCount(),
                take(answer.ahead().size(), trees),
                take(answer.invitations().size(), trees),
                answer.numbers(),
                take(answer.ledgers().size(), trees));
    }

    private static <T> List<OfLedger> parts(
            List<T> items, Function<T, UUID> ledgerOf, Map<UUID, LedgerReading> readingOf) {
        return items.stream()
                .map(item -> new OfLedger(Objects.requireNonNull(readingOf.get(ledgerOf.apply(item))), item))
                .toList();
    }

    private static List<JsonNode> take(int count, Iterator<JsonNode> trees) {
        List<JsonNode> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(trees.next());
        }
        return taken;
    }

    /** {@link OverviewAnswer} with its texts: they come from several ledgers. */
    record Rendered(
            Instant at,
            int waitingCount,
            List<JsonNode> waiting,
            int dueByMeCount,
            List<JsonNode> dueByMe,
            int dueForMeCount,
            List<JsonNode> dueForMe,
            int aheadCount,
            List<JsonNode> ahead,
            List<JsonNode> invitations,
            OverviewNumbers numbers,
            List<JsonNode> ledgers) {}

    record OverviewQuery(@Nullable Instant asOf) {

        private static final FieldType<Instant> AS_OF =
                FieldType.instant("The past to answer from: an ISO 8601 instant with offset.");

        static OverviewQuery read(Fields fields) {
            return new OverviewQuery(fields.optional("asOf", AS_OF));
        }
    }
}
