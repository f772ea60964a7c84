package dev.kept.projections.views.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.http.AcrossLedgers;
import dev.kept.http.Asked;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.projections.views.entries.ShownEntries;
import dev.kept.projections.views.entries.ShownEntry;
import dev.kept.projections.views.ledgers.LedgerBrief;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Entries")
class SearchController {

    private final Ledgers ledgers;
    private final JdbcEntries entries;
    private final ShownEntries shown;
    private final Texts texts;

    SearchController(Ledgers ledgers, JdbcEntries entries, ShownEntries shown, Texts texts) {
        this.ledgers = ledgers;
        this.entries = entries;
        this.shown = shown;
        this.texts = texts;
    }

    @AcrossLedgers
    @GetMapping("/api/entries")
    @Operation(
            operationId = "searchEntries",
            summary =
                    "Entries of all ledgers you belong to or mediate, the newest first; all of them, or those that hold certain words")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FoundPage.class)))
    Rendered search(Asked<SearchQuery> asked) {
        SearchQuery query = asked.query();
        Map<UUID, LedgerReading> readings = ledgers.of(asked.caller().member()).stream()
                .collect(Collectors.toMap(LedgerReading::ledger, Function.identity()));
        List<JdbcEntries.Placed> found = entries.across(readings.values(), query);
        List<JdbcEntries.Placed> page = found.subList(0, Math.min(found.size(), query.limit()));
        List<String> notSearched =
                query.text() == null ? List.of() : query.text().notSearched();
        return new Rendered(
                texts.render(answers(readings, page)),
                found.size() > page.size() ? SearchQuery.next(page.getLast().place()) : null,
                notSearched.isEmpty() ? null : notSearched);
    }

    /** In the order in which they were found; what they refer to is looked up for each ledger once. */
    private List<OfLedger> answers(Map<UUID, LedgerReading> readings, List<JdbcEntries.Placed> page) {
        Map<UUID, List<Entry>> byLedger = new LinkedHashMap<>();
        for (JdbcEntries.Placed each : page) {
            byLedger.computeIfAbsent(each.place().ledger(), ledger -> new ArrayList<>())
                    .add(Statements.read(each.statement()));
        }
        Map<UUID, Iterator<FoundEntry>> answers = new LinkedHashMap<>();
        byLedger.forEach((ledger, some) -> answers.put(
                ledger,
                foundIn(Objects.requireNonNull(readings.get(ledger)), some).iterator()));
        return page.stream()
                .map(each -> each.place().ledger())
                .map(ledger -> new OfLedger(
                        Objects.requireNonNull(readings.get(ledger)),
                        Objects.requireNonNull(answers.get(ledger)).next()))
                .toList();
    }

    private List<FoundEntry> foundIn(LedgerReading reading, List<Entry> some) {
        LedgerBrief ledger = LedgerBrief.of(reading);
        List<ShownEntry> fields = shown.of(reading, some);
        List<FoundEntry> answers = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            answers.add(new FoundEntry(ledger, EntryAnswer.of(some.get(i), fields.get(i))));
        }
        return answers;
    }

    /** A page, its entries already written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rendered(
            List<JsonNode> items,
            @Nullable String next,
            @Nullable List<String> notSearched) {}

    /**
     * An entry that was found.
     *
     * @param ledger in which it stands
     * @param entry as `listEntries` answers it
     */
    @Schema(name = "FoundEntry")
    record FoundEntry(LedgerBrief ledger, EntryAnswer entry) {}

    /**
     * For the document: what a page of them looks like.
     *
     * @param notSearched of {@code q}, what holds neither a letter nor a digit; absent when there is none
     */
    @Schema(name = "FoundPage")
    record FoundPage(
            List<FoundEntry> items,
            @Nullable String next,
            @Nullable List<String> notSearched) {}
}
