package dev.kept.projections.views.document;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.ZoneType;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.wording.DateOrder;
import dev.kept.wording.Languages;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of getLivingDocument.
 *
 * @param format null to go by {@code Accept}
 * @param language null to go by {@code Accept-Language}
 * @param limit of each list
 */
record DocumentQuery(
        @Nullable AsOf asOf,
        @Nullable AsOf since,
        @Nullable DocumentFormat format,
        @Nullable Locale language,
        ZoneId zone,
        DateOrder dates,
        int limit) {

    private static final int MAX_LIMIT = 1000;
    private static final int LIMIT = 200;

    static DocumentQuery read(Fields fields) {
        AsOf asOf = fields.optional("asOf", AsOf.KIND);
        AsOf since = fields.optional(
                "since",
                AsOf.KIND.describedAs("Also what changed since then: a sequence (right after that entry), or an ISO"
                        + " 8601 instant with offset. Not after `asOf`."));
        DocumentFormat format = fields.optional(
                "format",
                FieldType.choice(DocumentFormat.class, DocumentFormat::wireName)
                        .describedAs("Instead of what `Accept` says."));
        Locale language = fields.optional(
                "language",
                FieldType.choice(Languages.ALL, Locale::getLanguage)
                        .describedAs(
                                "The language of the words around what people wrote, instead of what `Accept-Language`"
                                        + " says; English when neither names one of these. JSON has no such words."));
        ZoneId zone = fields.optional(
                "zone",
                ZoneType.ZONE.describedAs("The IANA zone of dates, e.g. `Europe/Berlin`; UTC when absent. JSON has"
                        + " instants, and goes without."));
        DateOrder dates = fields.otherwise(
                "dates",
                FieldType.choice(DateOrder.class, DateOrder::wireName)
                        .describedAs(
                                "The order of dates: as the language has it, `2026-12-04`, day first or month first;"
                                        + " `by-language` when absent. JSON has none."),
                DateOrder.BY_LANGUAGE);
        int limit = fields.otherwise(
                "limit", FieldType.integer(1, MAX_LIMIT).describedAs("At most so many items in each list."), LIMIT);
        return new DocumentQuery(asOf, since, format, language, zone == null ? ZoneOffset.UTC : zone, dates, limit);
    }
}
