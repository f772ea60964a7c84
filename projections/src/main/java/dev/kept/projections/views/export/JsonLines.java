package dev.kept.projections.views.export;

import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.views.export.JdbcExport.Stored;
import java.io.IOException;
import java.io.Writer;
import org.springframework.stereotype.Component;

/** One line of JSON for each entry: all that is needed to check what it says. And a last one that says that they are all. */
@Component
final class JsonLines {

    private final JdbcExport export;

    JsonLines(JdbcExport export) {
        this.export = export;
    }

    void write(LedgerReading reading, Writer out) throws IOException {
        export.entries(reading, portion -> {
            for (Stored stored : portion) {
                out.append(ExportedEntry.of(stored.sequence(), stored.statement(), stored.disclosures())
                                .json())
                        .append('\n');
            }
        });
        out.append(new ExportEnd(reading.ledger(), reading.head(), reading.head() + 1).json())
                .append('\n');
        out.flush();
    }
}
