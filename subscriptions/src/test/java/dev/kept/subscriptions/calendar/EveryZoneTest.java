package dev.kept.subscriptions.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import dev.kept.events.ItemName;
import dev.kept.http.Zones;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.projections.readmodels.dates.ItemDate.Certainty;
import dev.kept.subscriptions.calendar.ICalendar.Event;
import dev.kept.wording.DateOrder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a program reads that has an iCalendar parser of its own (biweekly). */
class EveryZoneTest {

    private static final Reader READER = new Reader(Locale.UK, DateOrder.BY_LANGUAGE, null);

    private static final UUID LEDGER = new UUID(0, 1);
    private static final TreeSet<String> ZONES = new TreeSet<>(Zones.ids());

    @Test
    void a_date_is_the_very_instant_in_every_zone_of_the_next_two_years() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        assertThat(ZONES).hasSizeGreaterThan(500);
        List<String> wrong = new ArrayList<>();
        for (String zone : ZONES) {
            List<Instant> meant = instants(ZoneId.of(zone), now);
            List<Instant> read = new ArrayList<>();
            for (VEvent event : parsed(zone, meant)) {
                Instant start = event.getDateStart().getValue().toInstant();
                Instant end = event.getDateEnd().getValue().toInstant();
                assertThat(Duration.between(start, end)).as(zone).isEqualTo(Duration.ofMinutes(20));
                read.add(start);
            }
            if (!read.equals(meant)) {
                wrong.add(zone);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_end_of_a_day_is_that_day_in_every_zone() {
        LocalDate day = LocalDate.of(2027, 3, 27);
        for (String zone : ZONES) {
            Instant end =
                    day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant().minusMillis(1);
            assertThat(ICalendar.of("Kept", List.of(event(zone, end, 0)), READER))
                    .contains("DTSTART;VALUE=DATE:20270327");
        }
    }

    @Test
    void a_due_with_a_time_has_a_length() {
        Instant due = Instant.parse("2027-01-15T15:00:00Z");
        VEvent event = Biweekly.parse(ICalendar.of("Kept", List.of(event("America/Sao_Paulo", due, 0)), READER))
                .first()
                .getEvents()
                .getFirst();

        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(due);
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(due.plus(Duration.ofMinutes(15)));
    }

    @Test
    void a_calendar_without_dates_is_a_calendar() {
        assertThat(Parsed.of(ICalendar.of("Kept", List.of(), READER)).events()).isEmpty();
    }

    private static List<VEvent> parsed(String zone, List<Instant> instants) {
        List<Event> events = instants.stream().map(at -> event(zone, at, 20)).toList();
        return Biweekly.parse(ICalendar.of("Kept", events, READER)).first().getEvents();
    }

    private static Event event(String zone, Instant at, int minutes) {
        ItemDate date = new ItemDate(
                LEDGER,
                ItemName.CHECK_IN,
                UUID.randomUUID(),
                null,
                at,
                zone,
                minutes,
                ItemDate.State.PLANNED,
                Certainty.CONFIRMED,
                true,
                null,
                null,
                1);
        return new Event(date, date.item() + "@kept", "Check-in", 1, at, URI.create("https://kept.example/"));
    }

    /** Every few weeks at different hours, and around each change of the clocks. */
    private static List<Instant> instants(ZoneId zone, Instant now) {
        Instant until = now.plus(Duration.ofDays(731));
        TreeSet<Instant> instants = new TreeSet<>();
        for (Instant at = now; at.isBefore(until); at = at.plus(Duration.ofHours(24 * 23 + 7))) {
            instants.add(at);
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(now);
        while (change != null && change.getInstant().isBefore(until)) {
            for (int minutes : List.of(-1_470, -130, -50, -10, 0, 10, 50, 130, 600, 1_450)) {
                instants.add(change.getInstant().plus(Duration.ofMinutes(minutes)));
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return List.copyOf(instants);
    }
}
