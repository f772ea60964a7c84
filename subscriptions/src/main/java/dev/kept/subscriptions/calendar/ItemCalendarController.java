package dev.kept.subscriptions.calendar;

import dev.kept.http.Asked;
import dev.kept.http.Fields;
import dev.kept.http.Kind;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.checkins.CheckInFold;
import dev.kept.projections.kinds.checkpoints.CheckpointFold;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The dates of one item as a file for any calendar; of a series all of them. */
@RestController
@Tag(name = "Calendars")
class ItemCalendarController {

    private static final String WHAT =
            "`text/calendar` (RFC 5545) with the same UIDs as in a feed, so that a later copy takes the place of an earlier one.";

    private final Ledgers ledgers;
    private final Dates dates;
    private final PublicAddress address;

    ItemCalendarController(Ledgers ledgers, Dates dates, PublicAddress address) {
        this.ledgers = ledgers;
        this.dates = dates;
        this.address = address;
    }

    @GetMapping("/api/ledgers/{ledger}/commitments/{commitment}/calendar")
    @Operation(
            operationId = "getCommitmentCalendar",
            summary = "When a commitment is due, for a calendar",
            description = WHAT)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/calendar", schema = @Schema(type = "string")))
    ResponseEntity<byte[]> commitment(
            @PathVariable UUID ledger,
            @PathVariable UUID commitment,
            Asked<ItemCalendar> asked,
            HttpServletRequest request) {
        return file(asked, ledger, new CommitmentFold(), "commitment", commitment, Appointments::of, request);
    }

    @GetMapping("/api/ledgers/{ledger}/checkpoints/{checkpoint}/calendar")
    @Operation(
            operationId = "getCheckpointCalendar",
            summary = "When a checkpoint is planned, for a calendar",
            description = WHAT)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/calendar", schema = @Schema(type = "string")))
    ResponseEntity<byte[]> checkpoint(
            @PathVariable UUID ledger,
            @PathVariable UUID checkpoint,
            Asked<ItemCalendar> asked,
            HttpServletRequest request) {
        return file(
                asked,
                ledger,
                new CheckpointFold(),
                "checkpoint",
                checkpoint,
                (of, item) -> List.of(Appointments.of(of, item)),
                request);
    }

    @GetMapping("/api/ledgers/{ledger}/check-ins/{checkIns}/calendar")
    @Operation(
            operationId = "getCheckInsCalendar",
            summary = "When check-ins take place, for a calendar",
            description = WHAT)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/calendar", schema = @Schema(type = "string")))
    ResponseEntity<byte[]> checkIns(
            @PathVariable UUID ledger,
            @PathVariable UUID checkIns,
            Asked<ItemCalendar> asked,
            HttpServletRequest request) {
        return file(asked, ledger, new CheckInFold(), "check-ins", checkIns, Appointments::of, request);
    }

    private <V, B> ResponseEntity<byte[]> file(
            Asked<ItemCalendar> asked,
            UUID ledger,
            ItemFold<V, B> fold,
            String name,
            UUID id,
            BiFunction<UUID, B, List<Appointment>> appointments,
            HttpServletRequest request) {
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), null);
        Item<V> item = reading.item(fold, id)
                .orElseThrow(() ->
                        Problem.of(404, name + "-not-found", "Not found", "There is no such thing in this ledger."));
        boolean texts = asked.query().texts();
        List<Appointment> all = appointments.apply(ledger, fold.brief(item.view()));
        String text = ICalendar.of("Kept", dates.of(reading, all, texts, address.of(request)));
        return ResponseEntity.ok()
                .contentType(FeedController.TEXT_CALENDAR)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "-" + id + ".ics\"")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    record ItemCalendar(boolean texts) {
        static ItemCalendar read(Fields fields) {
            return new ItemCalendar(fields.otherwise(
                    "texts",
                    Kind.flag()
                            .describedAs("Whether the title is in the file; else only what it is and the names of the"
                                    + " sides. True when absent."),
                    true));
        }
    }
}
