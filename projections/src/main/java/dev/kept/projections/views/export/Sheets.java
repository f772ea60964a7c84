package dev.kept.projections.views.export;

import dev.kept.events.Disclosure;
import dev.kept.events.Statements;
import dev.kept.events.WireTypes;
import dev.kept.http.Instants;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.Sheet;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.projections.views.export.JdbcExport.Stored;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A ledger as tables: one of its entries and one for each kind of item. */
@Component
final class Sheets {

    private static final List<String> ENTRY_COLUMNS =
            List.of("sequence", "id", "recorded_at", "type", "kind", "side", "member", "name", "item", "texts");

    private final JdbcExport export;
    private final Texts texts;

    Sheets(JdbcExport export, Texts texts) {
        this.export = export;
        this.texts = texts;
    }

    /** All of them as a ZIP archive; one that was cut off lacks its directory and cannot be opened. */
    @SuppressWarnings("resource") // Closing it after a failure would complete what is not whole.
    void writeAll(LedgerReading reading, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Table table : Table.ALL) {
            ZipEntry file = new ZipEntry(table.fileName());
            file.setTime(reading.recorded().toEpochMilli());
            zip.putNextEntry(file);
            write(reading, table, new OutputStreamWriter(zip, StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        zip.finish();
    }

    void write(LedgerReading reading, Table table, Writer out) throws IOException {
        Csv csv = new Csv(out);
        if (table.kind() == null) {
            writeEntries(reading, csv);
        } else {
            writeItems(reading, table.kind(), csv);
        }
        out.flush();
    }

    private <V> void writeItems(LedgerReading reading, ItemKind<?, V, ?> kind, Csv csv) throws IOException {
        Sheet sheet = kind.sheet();
        ItemFold<V, ?> fold = kind.fold();
        csv.row(sheet.head());
        export.items(reading, fold, portion -> {
            List<JsonNode> views = texts.render(portion.stream()
                    .map(item -> new OfLedger(reading, item.view()))
                    .toList());
            for (int i = 0; i < views.size(); i++) {
                List<String> columns =
                        columns(portion.get(i), fold.columns(portion.get(i).view()));
                for (List<String> own : sheet.rows(views.get(i))) {
                    csv.row(Stream.concat(columns.stream(), own.stream()).toList());
                }
            }
        });
    }

    private static List<String> columns(Item<?> item, ItemFold.Columns columns) {
        return List.of(
                item.id().toString(),
                columns.state(),
                Objects.toString(columns.side(), ""),
                columns.due() == null ? "" : Instants.text(columns.due()),
                Long.toString(item.firstSequence()),
                Long.toString(item.lastSequence()));
    }

    private void writeEntries(LedgerReading reading, Csv csv) throws IOException {
        csv.row(ENTRY_COLUMNS);
        export.entries(reading, portion -> {
            List<JsonNode> entries = texts.render(portion.stream()
                    .map(stored -> new OfLedger(reading, Shown.of(Statements.read(stored.statement()))))
                    .toList());
            for (int i = 0; i < portion.size(); i++) {
                csv.row(columns(entries.get(i), portion.get(i)));
            }
        });
    }

    private static List<String> columns(JsonNode entry, Stored stored) {
        String type = entry.get("type").asString();
        JsonNode by = entry.get("by");
        return List.of(
                Long.toString(stored.sequence()),
                entry.get("id").asString(),
                entry.get("recorded").asString(),
                type,
                WireTypes.kindOf(type),
                by.get("side").asString(),
                by.path("member").asString(""),
                by.has("name") ? Sheet.cell(by.get("name")) : "",
                entry.path("subject").asString(""),
                texts(stored));
    }

    /** Each text after its place in the entry, on lines of their own. */
    private static String texts(Stored stored) {
        Map<String, String> values = new HashMap<>();
        stored.disclosures().stream()
                .map(Disclosure::parse)
                .forEach(disclosure -> values.put(disclosure.field(), disclosure.value()));
        List<String> lines = new ArrayList<>();
        for (String field : Statements.sealedFields(stored.statement())) {
            lines.add(field + ": " + values.getOrDefault(field, Sheet.ERASED));
        }
        return String.join("\n", lines);
    }
}
