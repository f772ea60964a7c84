package dev.kept.subscriptions.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Recurrence;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.projections.readmodels.Reading;
import dev.kept.projections.readmodels.Readings;
import dev.kept.subscriptions.SubscriptionsSide;
import dev.kept.subscriptions.calendar.ICalendar.Event;
import dev.kept.wording.DateOrder;
import dev.kept.wording.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.Test;

/** What a feed holds, by the clock of the stories: their entries are an hour apart. */
class DatesTest {

    private static final SubscriptionsSide SIDE = SubscriptionsSide.shared();
    private static final Messages MESSAGES = Messages.of(Locale.UK);
    private static final Reader READER = new Reader(Locale.UK, DateOrder.BY_LANGUAGE, null);
    private static final String ROOT = "https://kept.example";

    private final Story story = Story.opened();
    private int sent;

    /** A statement is written once. */
    private void sent() {
        SIDE.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        SIDE.json(story, "");
    }

    private Parsed feed(boolean texts) {
        return feedOn(Dates.dayOf(Story.BEGIN), texts);
    }

    private Parsed feedOn(Instant day, boolean texts) {
        sent();
        Reading reading = SIDE.bean(Readings.class).of(story.anna);
        Dates dates = SIDE.bean(Dates.class);
        return Parsed.of(ICalendar.of(
                dates.name(reading, story.ledger, texts, MESSAGES),
                dates.around(day, reading, texts, ROOT, MESSAGES),
                READER));
    }

    private static Instant at(String local, String zone) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), ZoneId.of(zone))
                .toInstant();
    }

    private UUID due(String title, String local, String zone) {
        UUID commitment = UUID.randomUUID();
        story.a(new CommitmentMade(commitment, Side.A, terms(title, new Due(at(local, zone), zone))));
        return commitment;
    }

    private static Terms terms(String title, Due due) {
        return new Terms(Text.of(title), null, null, null, Terms.Monitor.BOTH, due, 7, null);
    }

    private UUID checkIns(int howMany) {
        UUID series = UUID.randomUUID();
        Instant first = Story.BEGIN.plus(Duration.ofDays(1));
        story.a(new CheckInsProposed(
                series,
                Side.A,
                Text.of("Ten minutes"),
                new Due(first, "Europe/Berlin"),
                "FREQ=DAILY;COUNT=" + howMany,
                IntStream.range(0, howMany)
                        .mapToObj(day -> first.plus(Duration.ofDays(day)))
                        .toList(),
                15));
        return series;
    }

    @Test
    void a_due_stands_at_its_instant_and_names_the_zone_it_was_given_in() {
        UUID winter = due("Before the clocks change", "2026-03-27T17:00", "Europe/Berlin");
        UUID summer = due("After", "2026-03-30T17:00", "Europe/Berlin");
        UUID south = due("Where it goes the other way", "2026-04-10T09:30", "Australia/Lord_Howe");
        UUID east = due("Without any change", "2026-04-10T09:30", "Asia/Kolkata");
        UUID utc = due("Everywhere the same", "2026-04-10T09:30", "UTC");

        Parsed feed = feed(false);

        assertThat(feed.line(winter + "@kept", "DTSTART")).isEqualTo("DTSTART:20260327T160000Z");
        assertThat(feed.value(winter + "@kept", Property.DESCRIPTION))
                .isEqualTo("Fri, 27 Mar 2026, 17:00 Europe/Berlin");
        assertThat(feed.line(winter + "@kept", "DTEND")).isEqualTo("DTEND:20260327T161500Z");
        assertThat(feed.instant(winter + "@kept")).isEqualTo(at("2026-03-27T17:00", "Europe/Berlin"));
        assertThat(feed.instant(summer + "@kept")).isEqualTo(at("2026-03-30T17:00", "Europe/Berlin"));
        assertThat(feed.instant(south + "@kept")).isEqualTo(at("2026-04-10T09:30", "Australia/Lord_Howe"));
        assertThat(feed.instant(east + "@kept")).isEqualTo(at("2026-04-10T09:30", "Asia/Kolkata"));
        assertThat(feed.line(utc + "@kept", "DTSTART")).isEqualTo("DTSTART:20260410T093000Z");
    }

    @Test
    void an_hour_that_comes_twice_is_the_one_that_was_meant() {
        Instant second = Instant.parse("2026-10-25T01:30:00Z");
        UUID later = UUID.randomUUID();
        story.a(new CommitmentMade(later, Side.A, terms("The second 2:30", new Due(second, "Europe/Berlin"))));
        UUID first = due("The first 2:30", "2026-10-25T02:30", "Europe/Berlin");

        Parsed feed = feed(false);

        assertThat(feed.instant(later + "@kept")).isEqualTo(second);
        assertThat(feed.instant(first + "@kept")).isEqualTo(second.minus(Duration.ofHours(1)));
    }

    @Test
    void a_plain_date_is_a_whole_day() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant end = LocalDate.of(2026, 3, 30).atStartOfDay(berlin).toInstant().minusMillis(1);
        UUID commitment = UUID.randomUUID();
        story.a(new CommitmentMade(commitment, Side.A, terms("By the end of the day", new Due(end, "Europe/Berlin"))));

        assertThat(feed(false).line(commitment + "@kept", "DTSTART")).isEqualTo("DTSTART;VALUE=DATE:20260329");
    }

    @Test
    void what_is_released_or_cancelled_says_so_and_goes_after_a_while() {
        UUID commitment = due("Somebody else does it", "2026-09-30T17:00", "Europe/Berlin");
        UUID checkpoint = UUID.randomUUID();
        story.append(
                dev.kept.events.Actor.SYSTEM,
                new CheckpointScheduled(
                        checkpoint, null, new Due(at("2026-09-30T17:00", "UTC"), "UTC"), null, List.of()));
        story.b(new CommitmentReleased(commitment, null));
        Entry last = story.append(dev.kept.events.Actor.SYSTEM, new CheckpointCancelled(checkpoint));

        Parsed feed = feed(false);

        assertThat(feed.value(commitment + "@kept", Property.STATUS)).isEqualTo("CANCELLED");
        assertThat(feed.value(commitment + "@kept", Property.SUMMARY))
                .isEqualTo("Released: commitment by Platform team");
        assertThat(feed.value(checkpoint + "@kept", Property.STATUS)).isEqualTo("CANCELLED");
        assertThat(feed.value(checkpoint + "@kept", Property.SEQUENCE)).isEqualTo(Long.toString(last.sequence()));
        assertThat(feedOn(Dates.dayOf(Story.BEGIN.plus(Dates.BACK).plus(Duration.ofDays(2))), false)
                        .events())
                .isEmpty();
    }

    @Test
    void a_date_that_moves_is_the_same_date() {
        UUID checkpoint = UUID.randomUUID();
        story.a(new CheckpointScheduled(
                checkpoint,
                Side.A,
                new Due(at("2026-03-20T10:00", "Europe/Berlin"), "Europe/Berlin"),
                Text.of("On-call split"),
                List.of()));
        Parsed before = feed(true);
        Entry moved = story.b(new CheckpointRescheduled(
                checkpoint, Side.B, new Due(at("2026-03-27T10:00", "Europe/Berlin"), "Europe/Berlin"), null));
        Parsed after = feed(true);

        String uid = checkpoint + "@kept";
        assertThat(before.value(uid, Property.SUMMARY))
                .isEqualTo("Checkpoint: On-call split (Platform team and Web shop team)");
        assertThat(after.instant(uid)).isEqualTo(at("2026-03-27T10:00", "Europe/Berlin"));
        assertThat(after.value(uid, Property.SEQUENCE)).isEqualTo(Long.toString(moved.sequence()));
        assertThat(after.value(uid, Property.LAST_MODIFIED)).isEqualTo("20260302T130000Z");
        assertThat(after.value(uid, Property.DTSTAMP)).isEqualTo("20260302T130000Z");
        assertThat(after.value(uid, Property.URL))
                .isEqualTo(ROOT + "/ledgers/" + story.ledger + "/checkpoints/" + checkpoint);
        assertThat(after.value(uid, Property.TRANSP)).isEqualTo("TRANSPARENT");
    }

    @Test
    void each_check_in_of_a_series_stands_by_itself() {
        UUID series = checkIns(6);
        story.b(new CheckInsAgreed(series));
        // The story's hours pass until the first two have begun.
        IntStream.range(0, 50)
                .forEach(hour -> story.b(new CheckInsProposed(
                        UUID.randomUUID(),
                        Side.B,
                        Text.of("Another"),
                        new Due(Story.BEGIN, "UTC"),
                        "x",
                        List.of(Story.BEGIN),
                        5)));
        story.a(new CheckInHeld(series, 1, Side.A, null));
        story.a(new CheckInsPaused(series, Side.A, null));
        Parsed paused = feed(false);
        story.a(new CheckInsResumed(series, Side.A));
        Parsed resumed = feed(false);
        story.a(new CheckInsEnded(series, Side.A, null));
        Parsed ended = feed(false);

        assertThat(paused.value(series + "-1@kept", Property.SUMMARY))
                .isEqualTo("Check-in held: Platform team and Web shop team");
        assertThat(statuses(paused, series))
                .containsExactly("CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED", "CANCELLED", "CANCELLED");
        assertThat(statuses(resumed, series))
                .containsExactly("CONFIRMED", "CONFIRMED", "CONFIRMED", "CONFIRMED", "CONFIRMED", "CONFIRMED");
        assertThat(statuses(ended, series))
                .containsExactly("CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED", "CANCELLED", "CANCELLED");
        assertThat(ended.line(series + "-3@kept", "DTEND")).isEqualTo("DTEND:20260305T091500Z");
    }

    private static List<String> statuses(Parsed feed, UUID series) {
        return IntStream.rangeClosed(1, 6)
                .mapToObj(number -> feed.value(series + "-" + number + "@kept", Property.STATUS))
                .toList();
    }

    @Test
    void what_nobody_agreed_to_is_in_no_feed() {
        UUID requested = UUID.randomUUID();
        story.b(new CommitmentRequested(
                requested, Side.A, terms("Would you?", new Due(at("2026-03-20T10:00", "UTC"), "UTC"))));
        checkIns(3);

        assertThat(feed(true).events()).isEmpty();
    }

    @Test
    void titles_are_in_it_only_where_they_are_wanted() {
        String title = "Write, once; a \\ \"status\" note: שלום לכולם, " + "ünd noch ein langer Satz ".repeat(4);
        UUID commitment = due(title, "2026-03-20T10:00", "Europe/Berlin");
        Entry made = story.last();

        assertThat(feed(true).value(commitment + "@kept", Property.SUMMARY))
                .isEqualTo("Due: \u2068" + title.strip() + "\u2069 (Platform team)");
        assertThat(feed(false).text()).doesNotContain("status").doesNotContain("outage");
        assertThat(feed(false).value(commitment + "@kept", Property.SUMMARY))
                .isEqualTo("Due: commitment by Platform team");

        Entry erased = story.erased(made, "terms/title");
        Parsed after = feed(true);
        assertThat(after.value(commitment + "@kept", Property.SUMMARY)).isEqualTo("Due: commitment by Platform team");
        assertThat(after.value(commitment + "@kept", Property.SEQUENCE)).isEqualTo(Long.toString(erased.sequence()));
    }

    @Test
    void each_time_of_a_recurring_commitment_has_its_own_date() {
        UUID commitment = UUID.randomUUID();
        List<Instant> dues = Stream.of("2026-03-20T10:00", "2026-03-27T10:00", "2026-04-03T10:00")
                .map(local -> at(local, "Europe/Berlin"))
                .toList();
        story.a(new CommitmentMade(
                commitment,
                Side.A,
                new Terms(
                        Text.of("Weekly note"),
                        null,
                        null,
                        null,
                        Terms.Monitor.BOTH,
                        new Due(dues.getFirst(), "Europe/Berlin"),
                        7,
                        new Recurrence("FREQ=WEEKLY;COUNT=3", dues))));

        Parsed feed = feed(true);

        assertThat(feed.events()).hasSize(3);
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(number -> feed.instant(commitment + "-" + number + "@kept"))
                        .toList())
                .isEqualTo(dues);
    }

    @Test
    void of_a_ledger_of_twenty_thousand_entries_it_holds_what_is_near_and_is_quick() {
        List<UUID> commitments = new ArrayList<>();
        for (int i = 0; i < 7_000; i++) {
            commitments.add(story.made("Number " + i, Story.BEGIN.plus(Duration.ofHours(3L * i - 7_000))));
        }
        for (int i = 0; story.head() < 20_000; i++) {
            story.updated(commitments.get(i % commitments.size()), "Going on");
        }
        SIDE.kafka.sendAll(story.entries());
        sent = story.entries().size();
        ReadSide.until(() -> SIDE.fresh(story, "").statusCode() == 200);
        feed(true);

        long began = System.nanoTime();
        Reading reading = SIDE.bean(Readings.class).of(story.anna);
        List<Event> events = SIDE.bean(Dates.class).around(Dates.dayOf(Story.BEGIN), reading, true, ROOT, MESSAGES);
        String text = ICalendar.of("Kept", events, READER);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        Instant day = Dates.dayOf(Story.BEGIN);
        assertThat(events)
                .hasSizeBetween(3_000, Dates.MAX_DATES)
                .allMatch(event -> !event.date().at().isBefore(day.minus(Dates.BACK))
                        && event.date().at().isBefore(day.plus(Dates.AHEAD)));
        assertThat(text.length()).isLessThan(3_000_000);
        assertThat(took).isLessThan(Duration.ofSeconds(3));
    }
}
