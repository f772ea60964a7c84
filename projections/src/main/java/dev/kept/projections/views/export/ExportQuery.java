package dev.kept.projections.views.export;

import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to export.
 *
 * @param sheet the one table asked for; null for all
 */
record ExportQuery(Format format, @Nullable Sheet sheet) {

    static ExportQuery read(Fields fields) {
        Format format = fields.otherwise(
                "format",
                Kind.choice(Format.class, Format::wireName)
                        .describedAs("`jsonl` when absent: each entry with its statement's bytes and its disclosures."
                                + " `csv`: one table for each kind. `markdown`: the history for people."),
                Format.JSONL);
        Sheet sheet = fields.optional(
                "kind",
                Kind.choice(Sheet.class, Sheet::wireName)
                        .describedAs("With `csv`: this table alone. Without it: all of them in a ZIP archive."));
        return fields.derive("kind", Set.of("format", "kind"), new ExportQuery(Format.JSONL, null), () -> {
            if (sheet != null && format != Format.CSV) {
                throw new Invalid("invalid-value", "Only `csv` is divided into kinds.");
            }
            return new ExportQuery(format, sheet);
        });
    }
}
