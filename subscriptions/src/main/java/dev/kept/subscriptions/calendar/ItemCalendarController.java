package dev.kept.subscriptions.calendar;

import dev.kept.events.ItemName;
import dev.kept.http.Asked;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Problem;
import dev.kept.projections.readmodels.Reading;
import dev.kept.projections.readmodels.Readings;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.StoredSettings;
import dev.kept.wording.Languages;
import dev.kept.wording.Messages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
            "`text/calendar` (RFC 5545) with the same UIDs as in a feed, so that a later copy takes the place of an"
                    + " earlier one. It is written in a language, by `language`, your settings or"
                    + " `Accept-Language`, which `Content-Language` names.";

    private final Readings readings;
    private final Dates dates;
    private final StoredSettings settings;
    private final PublicAddress address;

    ItemCalendarController(Readings readings, Dates dates, StoredSettings settings, PublicAddress address) {
        this.settings = settings;
        this.readings = readings;
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
        return file(asked, ledger, ItemName.COMMITMENT, "commitment", commitment, request);
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
        return file(asked, ledger, ItemName.CHECKPOINT, "checkpoint", checkpoint, request);
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
        return file(asked, ledger, ItemName.CHECK_IN, "check-ins", checkIns, request);
    }

    private ResponseEntity<byte[]> file(
            Asked<ItemCalendar> asked, UUID ledger, ItemName kind, String name, UUID id, HttpServletRequest request) {
        Reading reading = readings.open(ledger, asked.caller().member());
        List<ItemDate> all = reading.datesOf(ledger, kind, id)
                .orElseThrow(() ->
                        Problem.of(404, name + "-not-found", "Not found", "There is no such thing in this ledger."));
        boolean texts = asked.query().texts();
        Settings own = settings.of(asked.caller().member());
        Locale chosen = asked.query().language();
        Locale language =
                Languages.of(chosen == null ? own.language() : chosen, request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        Messages messages = Messages.of(language);
        String text = ICalendar.of(
                messages.text("calendar.name"),
                dates.of(reading, all, texts, address.of(request), messages),
                Reader.of(own, language));
        return ResponseEntity.ok()
                .contentType(FeedController.TEXT_CALENDAR)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "-" + id + ".ics\"")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    record ItemCalendar(boolean texts, @Nullable Locale language) {
        static ItemCalendar read(Fields fields) {
            return new ItemCalendar(
                    fields.otherwise(
                            "texts",
                            FieldType.flag()
                                    .describedAs("Whether the title is in the file; else only what it is and the names"
                                            + " of the sides. True when absent."),
                            true),
                    fields.optional(
                            "language",
                            FieldType.choice(Languages.ALL, Locale::getLanguage)
                                    .describedAs(
                                            "Instead of that of your settings; without either, what `Accept-Language`"
                                                    + " says, else English.")));
        }
    }
}
