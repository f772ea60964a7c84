package dev.kept.projections.kinds.commitments;

import dev.kept.events.Side;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.ZoneType;
import dev.kept.projections.store.reading.AsOf;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of listCommitments. */
record CommitmentsQuery(
        Set<State> states,
        @Nullable Side side,
        @Nullable Instant dueFrom,
        @Nullable Instant dueTo,
        @Nullable Figure figure,
        @Nullable Week week,
        ZoneId zone,
        boolean descending,
        int limit,
        Selection.@Nullable PageStart after,
        @Nullable AsOf asOf) {

    private static final int MAX_LIMIT = 200;
    private static final int LIMIT = 50;

    private enum Order {
        ASC,
        DESC
    }

    private static final FieldType<Instant> INSTANT = FieldType.instant("An ISO 8601 instant with offset.");

    private static final FieldType<Week> WEEK = FieldType.parsed(
            "iso-week",
            "With `figure`: only what counts in this ISO week, e.g. `2026-W07`.",
            8,
            Week.of(Instant.EPOCH, ZoneOffset.UTC),
            CommitmentsQuery::week);

    static CommitmentsQuery read(Fields fields) {
        List<State> states = fields.otherwise(
                "state",
                FieldType.list(State.values().length, FieldType.choice(State.class, State::wireName))
                        .describedAs("Only commitments with an occurrence in one of these states; may be repeated."),
                List.of());
        Side side = fields.optional(
                "side", FieldType.choice(Side.class).describedAs("Only commitments that this side owes."));
        Instant dueFrom = fields.optional("dueFrom", INSTANT.describedAs("Only what is due at this instant or later."));
        Instant dueTo = fields.optional("dueTo", INSTANT.describedAs("Only what is due before this instant."));
        Figure figure = fields.optional(
                "figure",
                FieldType.choice(Figure.class, Figure::wireName)
                        .describedAs("Only what this number of the dashboard counts."));
        Week week = fields.optional("week", WEEK);
        ZoneId zone = fields.optional("zone", ZoneType.ZONE);
        fields.derive("figure", Set.of("week", "figure"), true, () -> {
            if (week != null && figure == null) {
                throw new Invalid("missing", "It is required with `week`.");
            }
            return true;
        });
        Order order = fields.optional(
                "order",
                FieldType.choice(Order.class, each -> each.name().toLowerCase(Locale.ROOT))
                        .describedAs("By due: the earliest first, which is the default, or the latest."));
        return new CommitmentsQuery(
                Set.copyOf(states),
                side,
                dueFrom,
                dueTo,
                figure,
                week,
                zone == null ? ZoneOffset.UTC : zone,
                order == Order.DESC,
                fields.otherwise("limit", FieldType.integer(1, MAX_LIMIT), LIMIT),
                fields.optional("cursor", Selection.PageStart.CURSOR),
                fields.optional("asOf", AsOf.KIND));
    }

    Selection selection(Instant at) {
        return new Selection(states, side, dueFrom, dueTo, figure, week, zone, at);
    }

    private static Week week(String name) {
        return Week.named(name)
                .orElseThrow(() -> new Invalid("invalid-value", "It must be an ISO week such as 2026-W07."));
    }
}
