package dev.kept.subscriptions.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import dev.kept.http.ZoneType;
import dev.kept.wording.DateOrder;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Settings")
class SettingsController {

    private final StoredSettings stored;
    private final List<SettingsListener> listeners;
    private final Forgetting forgetting;
    private final TransactionOperations write;
    private final Clock clock;

    SettingsController(
            StoredSettings stored,
            List<SettingsListener> listeners,
            Forgetting forgetting,
            @Qualifier("subscriptionsTransactions") TransactionOperations write,
            Clock clock) {
        this.stored = stored;
        this.listeners = List.copyOf(listeners);
        this.forgetting = forgetting;
        this.write = write;
        this.clock = clock;
    }

    @GetMapping("/api/settings")
    @Operation(
            operationId = "getSettings",
            summary = "Your settings: language, time zone, order of dates, and how long your drafts cool",
            description = "What is absent goes by the browser or the request. How you are reminded is answered by"
                    + " `getReminderSettings`.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    ResponseEntity<SettingsAnswer> getSettings(Asked<Nothing> asked) {
        return answer(stored.of(asked.caller().member()));
    }

    @PostMapping("/api/settings")
    @Operation(
            operationId = "saveSettings",
            summary = "Choose your settings: all of them, replacing what you chose before",
            description =
                    "Pages, mails, calendars and what is downloaded from pages follow them. A request for a document"
                            + " names language, zone and order of dates itself.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    ResponseEntity<SettingsAnswer> saveSettings(Posted<ChosenSettings> posted) {
        UUID member = posted.caller().member();
        Settings chosen = posted.body().of(member);
        return answer(Objects.requireNonNull(write.execute(transaction -> {
            Settings before = stored.lock(member);
            if (before.version() > 0 && before.saysTheSameAs(chosen)) {
                // A repetition changes nothing, whatever version the caller has seen.
                return before;
            }
            Long seen = posted.ifMatch();
            if (seen != null && seen != before.version()) {
                throw Problem.of(412, "stale", "Stale", "Your settings have changed since you read them.")
                        .withFact("version", before.version());
            }
            Settings after = chosen.next(before.version() + 1);
            stored.save(after);
            listeners.forEach(listener -> listener.changed(before, after, clock.instant()));
            return after;
        })));
    }

    @PostMapping("/api/settings/removal")
    @Operation(
            operationId = "removeSettings",
            summary = "Have everything forgotten that you chose: settings, reminders with their address, calendars",
            description =
                    "Mails end, and addresses of calendars lead nowhere. Nothing of a ledger changes. Closing an account of"
                            + " Kept's own accounts does the same.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    ResponseEntity<SettingsAnswer> removeSettings(Posted<Nothing> posted) {
        UUID member = posted.caller().member();
        forgetting.forget(member);
        return answer(Settings.unsaid(member));
    }

    private static ResponseEntity<SettingsAnswer> answer(Settings settings) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag(ETags.of(settings.version()))
                .body(SettingsAnswer.of(settings));
    }

    /** What a person chooses. */
    record ChosenSettings(
            @Nullable Locale language,
            @Nullable ZoneId zone,
            DateOrder dates,
            @Nullable CoolingOff coolingOff) {

        static ChosenSettings read(Fields fields) {
            return new ChosenSettings(
                    fields.optional(
                            "language",
                            FieldType.choice(Languages.ALL, Locale::getLanguage)
                                    .describedAs(
                                            "In which you read Kept; what people wrote stays as it is. By the request"
                                                    + " when absent.")),
                    fields.optional(
                            "zone",
                            ZoneType.ZONE.describedAs("The IANA zone of the times that you read and type, e.g."
                                    + " `Europe/Berlin`. By the browser when absent.")),
                    fields.otherwise(
                            "dates",
                            FieldType.choice(DateOrder.class, DateOrder::wireName)
                                    .describedAs(
                                            "The order of dates: as the language has it, `2026-12-04`, day first or"
                                                    + " month first. `by-language` when absent."),
                            DateOrder.BY_LANGUAGE),
                    fields.optional("coolingOff", CoolingOff.KIND));
        }

        Settings of(UUID member) {
            return new Settings(member, 0, language, zone, dates, coolingOff);
        }
    }

    /**
     * What a person chose: the shape of the answer.
     *
     * @param version changes with each change; the ETag
     * @param language in which the person reads; absent to go by the request
     * @param zone of the times that the person reads and types; absent to go by the browser
     * @param dates the order of dates
     * @param coolingOff how long a draft cools; absent for until the next morning
     */
    @Schema(name = "Settings")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SettingsAnswer(
            long version,
            @Nullable String language,
            @Nullable String zone,

            @Schema(allowableValues = {"by-language", "iso", "day-first", "month-first"})
            String dates,

            @Nullable String coolingOff) {

        static SettingsAnswer of(Settings settings) {
            return new SettingsAnswer(
                    settings.version(),
                    settings.language() == null ? null : settings.language().getLanguage(),
                    settings.zone() == null ? null : settings.zone().getId(),
                    settings.dates().wireName(),
                    settings.coolingOff() == null ? null : settings.coolingOff().wireName());
        }
    }
}
