package dev.kept.projections.views.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.http.Asked;
import dev.kept.http.Cursor;
import dev.kept.http.ETags;
import dev.kept.http.Nothing;
import dev.kept.http.Problem;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.projections.views.entries.ShownEntries;
import dev.kept.projections.views.entries.ShownEntry;
import dev.kept.projections.views.seen.SeenEntries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Entries")
class EntriesController {

    private final Ledgers ledgers;
    private final JdbcEntries entries;
    private final ShownEntries shown;
    private final SeenEntries seen;
    private final Texts texts;

    EntriesController(Ledgers ledgers, JdbcEntries entries, ShownEntries shown, SeenEntries seen, Texts texts) {
        this.ledgers = ledgers;
        this.entries = entries;
        this.shown = shown;
        this.seen = seen;
        this.texts = texts;
    }

    @GetMapping("/api/ledgers/{ledger}/entries")
    @Operation(operationId = "listEntries", summary = "Everything that was recorded, in order; filtered and searched")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EntryPage.class)))
    @Nullable
    FoundEntries list(@PathVariable UUID ledger, Asked<EntriesQuery> asked, WebRequest web) {
        EntriesQuery query = asked.query();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), null);
        if (web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        long until = query.asOf() == null ? reading.head() : ledgers.headAsOf(reading, query.asOf());
        List<JdbcEntries.Stored> found = entries.page(ledger, until, query);
        List<JdbcEntries.Stored> stored = found.subList(0, Math.min(found.size(), query.limit()));
        String next = found.size() > stored.size()
                ? Cursor.of(stored.getLast().sequence()).encoded(query.order().list())
                : null;
        List<Entry> page =
                stored.stream().map(each -> Statements.read(each.statement())).toList();
        List<ShownEntry> fields = shown.of(reading, page);
        List<String> notSearched =
                query.text() == null ? List.of() : query.text().notSearched();
        return new FoundEntries(
                texts.render(IntStream.range(0, page.size())
                        .mapToObj(i -> new OfLedger(reading, EntryAnswer.of(page.get(i), fields.get(i))))
                        .toList()),
                next,
                notSearched.isEmpty() ? null : notSearched);
    }

    @GetMapping("/api/ledgers/{ledger}/entries/{sequence}")
    @Operation(
            operationId = "getEntry",
            summary = "One entry, with its statement's exact bytes, the disclosures that still exist, and who first saw"
                    + " it")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EntryAnswer.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, @PathVariable long sequence, Asked<Nothing> asked, WebRequest web) {
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), null);
        // Not the entry's own sequence: a later entry may have erased its texts.
        if (web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        JdbcEntries.Stored stored = entries.one(ledger, sequence).orElseThrow(Problem::notFound);
        Entry entry = Statements.read(stored.statement());
        return texts.render(
                reading,
                EntryAnswer.proved(
                        entry,
                        shown.of(reading, entry),
                        Base64.getEncoder().encodeToString(stored.statement()),
                        entries.disclosures(ledger, sequence),
                        seen.of(ledger, sequence)));
    }

    /** A page, its entries already written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record FoundEntries(
            List<JsonNode> items,
            @Nullable String next,
            @Nullable List<String> notSearched) {}

    /**
     * For the document: what a page of entries looks like.
     *
     * @param notSearched of {@code q}, what holds neither a letter nor a digit; absent when there is none
     */
    @Schema(name = "EntryPage")
    record EntryPage(
            List<EntryAnswer> items,
            @Nullable String next,
            @Nullable List<String> notSearched) {}
}
