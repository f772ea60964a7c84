package dev.kept.projections.views.document;

import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.ZoneKind;
import dev.kept.projections.store.reading.AsOf;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of getLivingDocument.
 *
 * @param format null to go by {@code Accept}
 * @param limit of each list
 */
record DocumentQuery(
        @Nullable AsOf asOf, @Nullable AsOf since, @Nullable DocumentFormat format, ZoneId zone, int limit) {

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
                Kind.choice(DocumentFormat.class, DocumentFormat::wireName)
                        .describedAs("Instead of what `Accept` says."));
        ZoneId zone = fields.optional(
                "zone",
                ZoneKind.ZONE.describedAs("The IANA zone of dates, e.g. `Europe/Berlin`; UTC when absent. JSON has"
                        + " instants, and goes without."));
        int limit = fields.otherwise(
                "limit", Kind.integer(1, MAX_LIMIT).describedAs("At most so many items in each list."), LIMIT);
        return new DocumentQuery(asOf, since, format, zone == null ? ZoneOffset.UTC : zone, limit);
    }
}
