package dev.kept.projections.views.dashboard;

import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.ZoneType;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Moment;
import dev.kept.projections.store.reading.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Dashboard")
class DashboardController {

    private static final CommitmentFold FOLD = new CommitmentFold();

    private final Ledgers ledgers;
    private final Texts texts;
    private final Clock clock;

    DashboardController(Ledgers ledgers, Texts texts, Clock clock) {
        this.ledgers = ledgers;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/api/ledgers/{ledger}/dashboard")
    @Operation(
            operationId = "getDashboard",
            summary = "Kept against missed promises, the same for both sides",
            description =
                    "Every rate comes with its n; a rate of nothing is absent. A promise that was not delivered when"
                            + " its due passed is in the n of its rate from that moment on, whatever follows, unless it is"
                            + " excused, released or withdrawn.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DashboardAnswer.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, Asked<DashboardQuery> asked, WebRequest web) {
        DashboardQuery query = asked.query();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), query.asOf());
        Instant at = Moment.of(query.asOf(), reading, clock);
        Dashboard.Count count = new Dashboard.Count(at, query.zone());
        reading.each(FOLD, ItemFilter.ALL, count::add);
        Dashboard dashboard = count.dashboard();
        if (web.checkNotModified(tag(reading, dashboard))) {
            return null;
        }
        return texts.render(reading, DashboardAnswer.of(reading, dashboard, at, query.zone()));
    }

    /** Beside the entries only time changes the numbers: as dues come, and as the week ends. */
    private static String tag(LedgerReading reading, Dashboard dashboard) {
        Numbers both = dashboard.total().both();
        return "\"%d.%d.%d.%s\""
                .formatted(
                        reading.head(),
                        both.keptOnAgreedDates().of(),
                        both.keptOnOriginalDates().of(),
                        dashboard.current().wireName());
    }

    record DashboardQuery(ZoneId zone, @Nullable AsOf asOf) {
        static DashboardQuery read(Fields fields) {
            ZoneId zone = fields.optional("zone", ZoneType.ZONE);
            return new DashboardQuery(zone == null ? ZoneOffset.UTC : zone, fields.optional("asOf", AsOf.KIND));
        }
    }
}
