package dev.kept.projections.views.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kept.events.Text;
import dev.kept.projections.kinds.commitments.Week;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.views.dashboard.Dashboard.BySide;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's dashboard.
 *
 * @param head the last entry it knows
 * @param at the instant it speaks of
 * @param zone in which weeks begin
 * @param total over all weeks
 * @param weeks those in which something counts, in order; the last one possible is that of {@code at}, since what lies ahead counts in
 *     the total alone
 * @param list a URI template (RFC 6570) of what stands behind each number: {@code figure} is the number's path in a set of numbers,
 *     e.g. {@code keptOnAgreedDates.of}; {@code side} the promisor; {@code week} as here
 */
@Schema(name = "Dashboard")
record DashboardAnswer(
        UUID ledger,
        long head,
        Instant at,
        String zone,
        SideNames parties,
        BySide total,
        List<WeekAnswer> weeks,
        String list) {

    /** @param b absent until the other party joined */
    @Schema(name = "SideNames")
    record SideNames(
            @JsonProperty("A") Text a,
            @JsonProperty("B") @Nullable Text b) {}

    /**
     * @param week ISO 8601, e.g. {@code 2026-W07}
     * @param monday its first day
     */
    @Schema(name = "DashboardWeek")
    record WeekAnswer(
            Week week,
            LocalDate monday,
            @JsonProperty("A") Numbers a,
            @JsonProperty("B") Numbers b,
            Numbers both) {}

    static DashboardAnswer of(LedgerReading reading, Dashboard dashboard, Instant at, ZoneId zone) {
        LedgerView view = reading.view();
        return new DashboardAnswer(
                reading.ledger(),
                reading.head(),
                at,
                name(zone),
                new SideNames(
                        view.a().name(), view.b() == null ? null : view.b().name()),
                dashboard.total(),
                dashboard.weeks().stream()
                        .map(each -> new WeekAnswer(
                                each.week(),
                                each.week().monday(),
                                each.numbers().a(),
                                each.numbers().b(),
                                each.numbers().both()))
                        .toList(),
                "/api/ledgers/%s/commitments?asOf=%s&zone=%s{&figure,side,week}"
                        .formatted(reading.ledger(), at, URLEncoder.encode(name(zone), StandardCharsets.UTF_8)));
    }

    private static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }
}
