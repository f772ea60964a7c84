package dev.kept.projections.views.export;

import dev.kept.events.Statements;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry as it leaves the house with its texts: in an export a line, to a program a message.
 *
 * @param id the entry's own id
 * @param statement the immutable bytes, in base64: what is hashed
 * @param disclosures of the texts that still exist; base64url(SHA-256) of each stands in the statement
 */
public record ExportedEntry(long sequence, UUID id, String statement, List<String> disclosures) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static ExportedEntry of(long sequence, byte[] statement, List<String> disclosures) {
        return new ExportedEntry(
                sequence,
                Statements.read(statement).id(),
                Base64.getEncoder().encodeToString(statement),
                List.copyOf(disclosures));
    }

    /** On one line. */
    public String json() {
        return JSON.writeValueAsString(this);
    }
}
