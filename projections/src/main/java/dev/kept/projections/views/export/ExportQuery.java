package dev.kept.projections.views.export;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.ZoneType;
import dev.kept.wording.DateOrder;
import dev.kept.wording.Languages;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to export.
 *
 * @param table the one table asked for; null for all
 * @param language null to go by {@code Accept-Language}
 * @param zone of dates in the history
 */
record ExportQuery(
        ExportFormat format,
        @Nullable Table table,
        @Nullable Locale language,
        ZoneId zone,
        DateOrder dates) {

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
        Locale language = fields.optional(
                "language",
                FieldType.choice(Languages.ALL, Locale::getLanguage)
                        .describedAs(
                                "Of `markdown`, instead of what `Accept-Language` says; English when neither names one"
                                        + " of these. The other formats are for programs: their names are the same everywhere."));
        ZoneId zone = fields.otherwise(
                "zone",
                ZoneType.ZONE.describedAs(
                        "Of `markdown`: the IANA zone of dates, e.g. `Europe/Berlin`; UTC when absent."),
                ZoneOffset.UTC);
        DateOrder dates = fields.otherwise(
                "dates",
                FieldType.choice(DateOrder.class, DateOrder::wireName)
                        .describedAs(
                                "Of `markdown`: the order of dates, as the language has it, `2026-12-04`, day first or"
                                        + " month first; `by-language` when absent."),
                DateOrder.BY_LANGUAGE);
        ExportQuery standIn = new ExportQuery(ExportFormat.JSONL, null, null, zone, dates);
        return fields.derive("kind", Set.of("format", "kind"), standIn, () -> {
            if (table != null && format != ExportFormat.CSV) {
                throw new Invalid("invalid-value", "Only `csv` is divided into kinds.");
            }
            return new ExportQuery(format, table, language, zone, dates);
        });
    }
}
