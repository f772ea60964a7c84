package dev.kept.projections.export;

import dev.kept.events.Statements;
import dev.kept.projections.export.JdbcExport.Stored;
import dev.kept.projections.reading.LedgerReading;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.Writer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** One line of JSON for each entry: all that is needed to check what it says. */
@Component
final class JsonLines {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcExport export;

    JsonLines(JdbcExport export) {
        this.export = export;
    }

    /**
     * One line.
     *
     * @param id the entry's own id
     * @param statement the immutable bytes, in base64: what is hashed
     * @param disclosures of the texts that still exist; base64url(SHA-256) of each stands in the statement
     */
    @Schema(name = "ExportedEntry")
    record Line(long sequence, UUID id, String statement, List<String> disclosures) {}

    void write(LedgerReading reading, Writer out) throws IOException {
        export.entries(reading, portion -> {
            for (Stored stored : portion) {
                out.append(JSON.writeValueAsString(line(stored))).append('\n');
            }
        });
        out.flush();
    }

    private static Line line(Stored stored) {
        return new Line(
                stored.sequence(),
                Statements.read(stored.statement()).id(),
                Base64.getEncoder().encodeToString(stored.statement()),
                stored.disclosures());
    }
}
