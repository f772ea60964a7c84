package dev.kept.subscriptions.reminders;

import dev.kept.http.Asked;
import dev.kept.http.FieldError;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import dev.kept.http.ZoneType;
import dev.kept.projections.readmodels.ReadableLedger;
import dev.kept.projections.readmodels.Readings;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Reminders")
class SettingsController {

    private final People people;
    private final Readings readings;
    private final TransactionOperations write;
    private final SettingsAnswers answers;
    private final Clock clock;

    SettingsController(
            People people,
            Readings readings,
            @Qualifier("subscriptionsTransactions") TransactionOperations write,
            SettingsAnswers answers,
            Clock clock) {
        this.people = people;
        this.readings = readings;
        this.write = write;
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping("/api/reminders/settings")
    @Operation(
            operationId = "getReminderSettings",
            summary = "How you want to be reminded, and whether mails reach you")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    ResponseEntity<SettingsAnswer> getReminderSettings(Asked<Nothing> asked) {
        return answers.of(people.find(asked.caller().member()));
    }

    @PostMapping("/api/reminders/settings")
    @Operation(
            operationId = "saveReminderSettings",
            summary = "Say how you want to be reminded: the whole of it, replacing what you said before",
            description =
                    "Language and zone are those of your settings (`saveSettings`). Where these name none: `language`"
                            + " and `zone` given here; else the first language of `Accept-Language` that Kept knows, and what"
                            + " they were before.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    ResponseEntity<SettingsAnswer> saveReminderSettings(Posted<ReminderWishes> posted, HttpServletRequest request) {
        UUID member = posted.caller().member();
        Locale chosen = posted.body().language();
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        requireOwn(member, posted.body().ledgers());
        Person saved = write.execute(transaction -> {
            Person person = people.lock(member);
            Locale language = chosen == null
                    ? Languages.accepted(accepted).orElse(person.said().locale())
                    : Languages.of(chosen, accepted);
            Wishes said = posted.body().wishes(person.said().schedule().zone()).in(language);
            if (person.version() > 0 && person.said().equals(said)) {
                // A repetition changes nothing, whatever version the caller has seen.
                return person;
            }
            Long seen = posted.ifMatch();
            if (seen != null && seen != person.version()) {
                throw Problem.of(412, "stale", "Stale", "Your settings have changed since you read them.")
                        .withFact("version", person.version());
            }
            Person changed = person.says(said, clock.instant());
            people.save(changed);
            return changed;
        });
        return answers.of(saved);
    }

    /** A ledger that is not the caller's is refused whether or not it exists. */
    private void requireOwn(UUID member, List<OfLedger> chosen) {
        Set<UUID> own = readings.of(member).ledgers().stream()
                .map(ReadableLedger::ledger)
                .collect(Collectors.toSet());
        List<FieldError> errors = new ArrayList<>();
        Set<UUID> seen = new TreeSet<>();
        for (int i = 0; i < chosen.size(); i++) {
            String pointer = "#/ledgers/" + i + "/ledger";
            if (!own.contains(chosen.get(i).ledger())) {
                errors.add(new FieldError(pointer, "ledger-not-found", "There is no such ledger among yours."));
            } else if (!seen.add(chosen.get(i).ledger())) {
                errors.add(new FieldError(pointer, "repeated", "Each ledger can be named once."));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalidFields(errors);
        }
    }

    /** A ledger with its own choice; without a kind there are no reminders of it. */
    @Schema(name = "ReminderLedger")
    record OfLedger(UUID ledger, List<ReminderKind> kinds) {

        static OfLedger read(Fields fields) {
            return new OfLedger(
                    fields.required("ledger", FieldType.uuid()),
                    fields.required(
                            "kinds", KINDS.describedAs("Instead of what is chosen for all; none for nothing.")));
        }
    }

    private static final FieldType<List<ReminderKind>> KINDS =
            FieldType.list(ReminderKind.values().length, FieldType.choice(ReminderKind.class, ReminderKind::wireName));

    /** What a person says about reminders. */
    record ReminderWishes(
            Rhythm rhythm,
            LocalTime at,
            @Nullable ZoneId zone,
            @Nullable QuietHours quiet,
            List<Integer> daysBefore,
            List<ReminderKind> kinds,
            List<OfLedger> ledgers,
            boolean texts,
            @Nullable Locale language) {

        private static final int MAX_DAYS = 60;
        private static final int MAX_LEADS = 5;
        private static final int MAX_LEDGERS = 500;

        private static final FieldType<LocalTime> TIME = FieldType.parsed(
                null, "A time of day, e.g. `08:00`.", 5, LocalTime.of(8, 0), ReminderWishes::parseTime);

        private static final FieldType<ZoneId> ZONE = ZoneType.ZONE.describedAs(
                "The IANA zone in which times of day are meant, e.g. `Europe/Berlin`, where your"
                        + " settings (`saveSettings`) name none; as it was when absent.");

        static ReminderWishes read(Fields fields) {
            Rhythm rhythm = fields.required(
                    "rhythm",
                    FieldType.choice(Rhythm.class, Rhythm::wireName)
                            .describedAs("How often mails go out. The list is there in any case."));
            LocalTime at = fields.required(
                    "at",
                    TIME.describedAs("When the digest goes out, and when a date begins to be so many days away."));
            ZoneId zone = fields.optional("zone", ZONE);
            LocalTime from =
                    fields.optional("quietFrom", TIME.describedAs("From then on no mail goes out; with `quietTo`."));
            LocalTime to = fields.optional("quietTo", TIME.describedAs("Until then; with `quietFrom`."));
            Optional<QuietHours> quiet = fields.derive(
                    from == null ? "quietFrom" : "quietTo",
                    Set.of("quietFrom", "quietTo"),
                    Optional.empty(),
                    () -> quiet(from, to));
            List<Integer> daysBefore = fields.required(
                    "daysBefore",
                    FieldType.list(MAX_LEADS, FieldType.integer(0, MAX_DAYS))
                            .describedAs("How many days before a date, 0 for the day itself; none for never."));
            List<ReminderKind> kinds = fields.required("kinds", KINDS.describedAs("Of what, in all ledgers."));
            List<OfLedger> ledgers = fields.otherwise(
                    "ledgers",
                    FieldType.list(MAX_LEDGERS, FieldType.object("ReminderLedgerWishes", OfLedger::read))
                            .describedAs("Ledgers with a choice of their own."),
                    List.of());
            boolean texts = fields.otherwise(
                    "texts",
                    FieldType.flag()
                            .describedAs("Whether mails may hold titles. Without, they hold no word of the record."),
                    false);
            Locale language = fields.optional(
                    "language",
                    FieldType.choice(Languages.ALL, Locale::getLanguage)
                            .describedAs(
                                    "In which mails are written where your settings (`saveSettings`) name no language;"
                                            + " what people wrote stays as it is."));
            return new ReminderWishes(
                    rhythm, at, zone, quiet.orElse(null), daysBefore, kinds, ledgers, texts, language);
        }

        private static Optional<QuietHours> quiet(@Nullable LocalTime from, @Nullable LocalTime to) {
            if (from == null && to == null) {
                return Optional.empty();
            }
            if (from == null || to == null) {
                throw new Invalid("missing", "Quiet hours need both a beginning and an end.");
            }
            if (from.equals(to)) {
                throw new Invalid("invalid-value", "Quiet hours must not begin when they end.");
            }
            return Optional.of(new QuietHours(from, to));
        }

        /** @param known the zone where none is named */
        Wishes wishes(ZoneId known) {
            Schedule schedule = new Schedule(at, zone == null ? known : zone, quiet);
            Map<UUID, Set<ReminderKind>> own = new LinkedHashMap<>();
            ledgers.forEach(each -> own.put(each.ledger(), Wishes.inOrder(Set.copyOf(each.kinds()))));
            return new Wishes(
                    rhythm, schedule, new TreeSet<>(daysBefore), Wishes.inOrder(Set.copyOf(kinds)), own, texts, null);
        }

        private static LocalTime parseTime(String text) {
            try {
                if (text.length() == "08:00".length()) {
                    return LocalTime.parse(text);
                }
            } catch (DateTimeException e) {
                // Reported below.
            }
            throw new Invalid("invalid-value", "It must be a time of day such as 08:00.");
        }
    }
}
