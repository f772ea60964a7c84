package dev.kept.subscriptions.calendar;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.http.Caller;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Nothing;
import dev.kept.http.Page;
import dev.kept.http.Problem;
import dev.kept.http.Sent;
import dev.kept.projections.readmodels.Readings;
import dev.kept.subscriptions.calendar.Calendars.Feed;
import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.StoredSettings;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Feeds of dates for people's calendars. They belong to whoever asked for them, and are in no ledger. */
@RestController
@Tag(name = "Calendars")
class CalendarsController {

    private final Calendars calendars;
    private final Readings readings;
    private final StoredSettings settings;
    private final PublicAddress address;
    private final Clock clock;

    CalendarsController(
            Calendars calendars, Readings readings, StoredSettings settings, PublicAddress address, Clock clock) {
        this.calendars = calendars;
        this.settings = settings;
        this.readings = readings;
        this.address = address;
        this.clock = clock;
    }

    @PostMapping("/api/calendars")
    @Operation(
            operationId = "createCalendar",
            summary = "Asks for a feed of due dates, checkpoints and check-ins under a secret address",
            description = "The address is answered this once: whoever has it reads the feed without signing in, until"
                    + " it is revoked. It answers `text/calendar` (RFC 5545) with an ETag, holds the dates from 90 days"
                    + " back to 400 days ahead, at most 5,000, and what was cancelled for 90 days more. Times are in UTC"
                    + " and what has no length lasts 15 minutes. Requests and proposals that nobody has agreed to are not"
                    + " in it: they bind nobody yet, and the overview and the reminders name them.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CreatedCalendar.class)))
    ResponseEntity<CreatedCalendar> create(Caller caller, Sent<CreateCalendar> sent, HttpServletRequest request) {
        CreateCalendar asked = sent.body();
        if (asked.ledger() != null) {
            readings.open(asked.ledger(), caller.member());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Feed feed = new Feed(
                UUID.randomUUID(),
                caller.member(),
                asked.ledger(),
                asked.texts(),
                Languages.of(asked.language(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                asked.language() != null,
                now,
                null,
                null);
        String secret = Secrets.next();
        if (!calendars.add(feed, Secrets.digest(secret))) {
            throw Problem.of(
                            409,
                            "too-many-calendars",
                            "Too many calendars",
                            "You have " + Calendars.MAX_IN_USE
                                    + " calendars in use: revoke one that you no longer need.")
                    .withFact("limit", Calendars.MAX_IN_USE);
        }
        return ResponseEntity.status(201)
                .cacheControl(CacheControl.noStore())
                .body(new CreatedCalendar(
                        feed.calendar(),
                        feed.ledger(),
                        feed.texts(),
                        feed.language(settings.of(caller.member())).getLanguage(),
                        now,
                        address.of(request) + "/calendars/" + secret + ".ics"));
    }

    @GetMapping("/api/calendars")
    @Operation(
            operationId = "listCalendars",
            summary = "Your feeds, the latest first, without their addresses",
            description = "One that was revoked is listed for up to 90 days.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CalendarPage.class)))
    Page<CalendarAnswer> list(Caller caller) {
        Settings own = settings.of(caller.member());
        return new Page<>(
                calendars.of(caller.member()).stream()
                        .map(feed -> CalendarAnswer.of(feed, own))
                        .toList(),
                null);
    }

    @PostMapping("/api/calendars/{calendar}/revocation")
    @Operation(operationId = "revokeCalendar", summary = "Makes a feed's address lead nowhere, at once and for good")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CalendarAnswer.class)))
    CalendarAnswer revoke(Caller caller, @PathVariable UUID calendar, Sent<Nothing> sent) {
        return calendars
                .revoke(calendar, caller.member(), clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .map(feed -> CalendarAnswer.of(feed, settings.of(caller.member())))
                .orElseThrow(() -> Problem.of(
                        404, "calendar-not-found", "No such calendar", "There is no such calendar among yours."));
    }

    /** What a feed is to hold. */
    record CreateCalendar(
            @Nullable UUID ledger, boolean texts, @Nullable Locale language) {
        static CreateCalendar read(Fields fields) {
            return new CreateCalendar(
                    fields.optional(
                            "ledger",
                            FieldType.uuid()
                                    .describedAs("Dates of this ledger alone; of all your ledgers when absent.")),
                    fields.otherwise(
                            "texts",
                            FieldType.flag()
                                    .describedAs("Whether titles are in the feed, and so leave Kept with it; else"
                                            + " only what it is and the names of the sides. False when absent."),
                            false),
                    fields.optional(
                            "language",
                            FieldType.choice(Languages.ALL, Locale::getLanguage)
                                    .describedAs("In which the feed is written, from now on; titles stay as they are."
                                            + " When absent, that of your settings, as they are when it is fetched; where these"
                                            + " name none, what `Accept-Language` says now, else English.")));
        }
    }

    /**
     * A feed with its address.
     *
     * @param ledger absent when it is of all ledgers
     * @param language in which it is written
     */
    @Schema(name = "CreatedCalendar")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CreatedCalendar(
            UUID calendar, @Nullable UUID ledger, boolean texts, String language, Instant created, String address) {}

    /**
     * A feed as it is listed.
     *
     * @param ledger absent when it is of all ledgers
     * @param language in which it is written
     * @param fetched when a program last asked for it, give or take a minute
     */
    @Schema(name = "Calendar")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CalendarAnswer(
            UUID calendar,
            @Nullable UUID ledger,
            boolean texts,
            String language,
            Instant created,
            @Nullable Instant fetched,
            @Nullable Instant revoked) {
        static CalendarAnswer of(Feed feed, Settings settings) {
            return new CalendarAnswer(
                    feed.calendar(),
                    feed.ledger(),
                    feed.texts(),
                    feed.language(settings).getLanguage(),
                    feed.created(),
                    feed.fetched(),
                    feed.revoked());
        }
    }

    /** For the document: what the list looks like. */
    @Schema(name = "CalendarPage")
    record CalendarPage(
            List<CalendarAnswer> items, @Nullable String next) {}
}
