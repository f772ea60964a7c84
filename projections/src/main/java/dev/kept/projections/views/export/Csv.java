package dev.kept.projections.views.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.kept.wording.ShownText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Rows as RFC 4180 has them, after a byte order mark by which spreadsheets know that they are UTF-8. */
final class Csv {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvWriter rows;

    Csv(Writer out) throws IOException {
        out.append(BYTE_ORDER_MARK);
        // Without a buffer of its own: what was written is not lost when the rest fails.
        this.rows = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0)
                .build(out);
    }

    void row(List<String> cells) throws IOException {
        try {
            rows.writeRecord(cells.stream()
                    .map(ShownText::contained)
                    .map(Formulas::guarded)
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
