package dev.kept.projections.views.export;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to export.
 *
 * @param table the one table asked for; null for all
 */
record ExportQuery(ExportFormat format, @Nullable Table table) {

    static ExportQuery read(Fields fields) {
        ExportFormat format = fields.otherwise(
                "format",
                FieldType.choice(ExportFormat.class, ExportFormat::wireName)
                        .describedAs("`jsonl` when absent: each entry with its statement's bytes and its disclosures."
                                + " `csv`: one table for each kind. `markdown`: the history for people."),
                ExportFormat.JSONL);
        Table table = fields.optional(
                "kind",
                FieldType.choice(Table.ALL, Table::name)
                        .describedAs("With `csv`: this table alone. Without it: all of them in a ZIP archive."));
        return fields.derive("kind", Set.of("format", "kind"), new ExportQuery(ExportFormat.JSONL, null), () -> {
            if (table != null && format != ExportFormat.CSV) {
                throw new Invalid("invalid-value", "Only `csv` is divided into kinds.");
            }
            return new ExportQuery(format, table);
        });
    }
}
