package dev.kept.subscriptions.reminders;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.http.AcrossLedgers;
import dev.kept.http.Asked;
import dev.kept.http.Caller;
import dev.kept.http.FieldError;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import dev.kept.projections.readmodels.ReadableLedger;
import dev.kept.projections.readmodels.Reading.Answer;
import dev.kept.subscriptions.reminders.Pending.Found;
import dev.kept.subscriptions.reminders.People.PutOff;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Reminders")
class RemindersController {

    private static final int MAX_ITEMS = 200;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Pending pending;
    private final People people;
    private final TransactionOperations write;
    private final Links links;
    private final Clock clock;

    RemindersController(
            Pending pending,
            People people,
            @Qualifier("subscriptionsTransactions") TransactionOperations write,
            Links links,
            Clock clock) {
        this.pending = pending;
        this.people = people;
        this.write = write;
        this.links = links;
        this.clock = clock;
    }

    @AcrossLedgers
    @GetMapping("/api/reminders")
    @Operation(
            operationId = "listReminders",
            summary = "What you are reminded of: what waits for you and which dates are near, as you chose it")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RemindersAnswer.class)))
    ResponseEntity<Rendered> listReminders(Asked<Nothing> asked) {
        UUID member = asked.caller().member();
        Instant at = now();
        Found found = pending.of(member, people.find(member).wishes(), at);
        Map<UUID, PutOff> putOff = people.putOff(member);
        List<Reminder> all = found.reminders().stream()
                .filter(reminder -> !isForGood(putOff.get(reminder.cause())))
                .toList();
        List<Answer> shown = all.stream()
                .limit(MAX_ITEMS)
                .map(reminder -> new Answer(
                        reminder.ledger(),
                        answer(reminder, found.reading().ledger(reminder.ledger()), putOff.get(reminder.cause()), at)))
                .toList();
        long waiting = all.stream()
                .filter(reminder -> !holds(putOff.get(reminder.cause()), at))
                .count();
        // The list changes with time and when the person snoozes something: no ETag could follow that.
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Rendered(
                        at, waiting, all.size() - waiting, found.reading().render(shown)));
    }

    @PostMapping("/api/reminders/{cause}/snooze")
    @Operation(
            operationId = "snoozeReminder",
            summary = "Be reminded of it again later, and not before; give either `until` or `for`")
    PutOffAnswer snoozeReminder(@PathVariable UUID cause, Posted<Snooze> posted) {
        Instant at = now();
        Instant until = posted.body().from(at);
        if (!until.isAfter(at) || until.isAfter(at.plus(LONGEST))) {
            throw Problem.invalidFields(List.of(new FieldError(
                    posted.body().until() == null ? "#/for" : "#/until",
                    "out-of-range",
                    "It must be in the future, and within a year.")));
        }
        return putOff(posted.caller(), cause, until, at);
    }

    @PostMapping("/api/reminders/{cause}/dismissal")
    @Operation(
            operationId = "dismissReminder",
            summary = "Not be reminded of it any more; it waits on your overview as long as it does")
    PutOffAnswer dismissReminder(@PathVariable UUID cause, Posted<Nothing> posted) {
        return putOff(posted.caller(), cause, null, now());
    }

    private PutOffAnswer putOff(Caller caller, UUID cause, @Nullable Instant until, Instant at) {
        UUID member = caller.member();
        write.executeWithoutResult(transaction -> {
            Person person = people.lock(member);
            boolean known = pending.of(member, person.wishes(), at).reminders().stream()
                    .anyMatch(reminder -> reminder.cause().equals(cause));
            if (!known) {
                throw Problem.of(
                        404, "reminder-not-found", "No such reminder", "There is no such reminder among yours now.");
            }
            people.putOff(member, cause, until);
            if (until != null && person.wishes().rhythm() == Rhythm.AS_IT_HAPPENS && person.isReachable()) {
                Instant next = person.nextRun();
                people.save(next == null || until.isBefore(next) ? person.at(until) : person);
            }
        });
        return new PutOffAnswer(cause, until);
    }

    private ReminderAnswer answer(Reminder reminder, ReadableLedger ledger, @Nullable PutOff putOff, Instant at) {
        return new ReminderAnswer(
                reminder.cause(),
                reminder.kind(),
                reminder.what(),
                reminder.ledger(),
                ledger.title(),
                reminder.itemKind(),
                reminder.item(),
                reminder.title(),
                reminder.occurrence(),
                reminder.since(),
                reminder.begins(),
                reminder.until(),
                reminder.due(),
                reminder.daysBefore(),
                putOff != null && putOff.holds(at) ? putOff.until() : null,
                links.of(reminder, ledger.role()));
    }

    private static boolean isForGood(@Nullable PutOff putOff) {
        return putOff != null && putOff.until() == null;
    }

    private static boolean holds(@Nullable PutOff putOff, Instant at) {
        return putOff != null && putOff.holds(at);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** {@link RemindersAnswer} with its texts: they come from several ledgers. */
    record Rendered(Instant at, long waitingCount, long snoozedCount, List<JsonNode> items) {}

    /**
     * What a person is reminded of. The list holds at most 200 items; the counts beside it are whole.
     *
     * @param at the instant it speaks of
     * @param waitingCount how many are not put off
     * @param snoozedCount how many are, for a while
     * @param items what ends first comes first
     */
    @Schema(name = "Reminders")
    record RemindersAnswer(Instant at, long waitingCount, long snoozedCount, List<ReminderAnswer> items) {}

    /**
     * A reminder.
     *
     * @param cause its id: the same for the same cause
     * @param what as in the overview; {@code deliver} of a commitment that is due
     * @param about kind of the item it is about
     * @param item the item's id; absent for the ledger as a whole
     * @param title what the item is called; absent where it has no words of its own
     * @param occurrence of a series
     * @param since the entry that made it the reader's turn; absent of what comes with a date
     * @param begins since when it is a reminder
     * @param until when it is due, or the time to answer ends
     * @param due the same with its zone and its day, where it is a date that somebody gave
     * @param daysBefore which of the reader's days before the date has come; absent of what waits
     * @param snoozedUntil when it is put off, until then
     * @param link a path of the pages where it is seen to
     */
    @Schema(name = "Reminder")
    record ReminderAnswer(
            UUID cause,
            ReminderKind kind,
            String what,
            UUID ledger,
            Text ledgerTitle,
            String about,
            @Nullable UUID item,
            @Nullable Text title,
            @Nullable Integer occurrence,
            @Nullable Long since,
            @Nullable Instant begins,
            @Nullable Instant until,
            @Nullable Due due,
            @Nullable Integer daysBefore,
            @Nullable Instant snoozedUntil,
            String link) {}

    /** @param until absent when it is for good */
    @Schema(name = "ReminderPutOff")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PutOffAnswer(UUID cause, @Nullable Instant until) {}

    /** Either an instant or how long from now. */
    record Snooze(@Nullable Instant until, @Nullable Duration duration) {

        private static final int MAX = 40;

        private static final FieldType<Instant> UNTIL = FieldType.instant("An ISO 8601 instant with offset.");

        private static final FieldType<Duration> FOR = FieldType.parsed(
                "duration",
                "How long from now: an ISO 8601 duration of days, hours and minutes, e.g. `P3D`.",
                MAX,
                Duration.ofDays(1),
                Snooze::parseDuration);

        static Snooze read(Fields fields) {
            Instant until = fields.optional("until", UNTIL);
            Duration duration = fields.optional("for", FOR);
            Snooze standIn = new Snooze(Instant.EPOCH, null);
            return fields.derive("until", Set.of("until", "for"), standIn, () -> {
                if ((until == null) == (duration == null)) {
                    throw new Invalid("one-of-two", "Give either 'until' or 'for'.");
                }
                return new Snooze(until, duration);
            });
        }

        Instant from(Instant at) {
            return until == null ? at.plus(Objects.requireNonNull(duration)) : until;
        }

        private static Duration parseDuration(String text) {
            try {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(LONGEST) <= 0 && !duration.isNegative()) {
                    return duration;
                }
            } catch (DateTimeException | ArithmeticException e) {
                // Reported below.
            }
            throw new Invalid("invalid-value", "It must be a duration of at most 366 days, such as P3D or PT4H.");
        }
    }
}
