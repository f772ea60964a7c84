package dev.kept.subscriptions.calendar;

import dev.kept.events.Text;
import dev.kept.projections.kinds.checkins.CheckInFold;
import dev.kept.projections.kinds.checkpoints.CheckpointFold;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.subscriptions.calendar.Appointment.Status;
import dev.kept.subscriptions.calendar.ICalendar.Event;
import dev.kept.subscriptions.calendar.JdbcRecorded.Place;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Gathers the dates of ledgers, with as many words as are wanted. */
final class Dates {

    static final Duration BACK = Duration.ofDays(90);
    static final Duration AHEAD = Duration.ofDays(400);
    static final int MAX_DATES = 5_000;

    private static final CommitmentFold COMMITMENTS = new CommitmentFold();
    private static final CheckpointFold CHECKPOINTS = new CheckpointFold();
    private static final CheckInFold CHECK_INS = new CheckInFold();

    private final Texts texts;
    private final JdbcRecorded recorded;

    Dates(Texts texts, JdbcRecorded recorded) {
        this.texts = texts;
        this.recorded = recorded;
    }

    /**
     * What a feed holds on a day: the dates from {@link #BACK} before to {@link #AHEAD} after it, of more than {@link #MAX_DATES} the
     * nearest. What was cancelled stays for {@link #BACK}, unless its date had passed already.
     *
     * @param root the beginning of all pages' addresses
     */
    List<Event> around(Instant day, List<LedgerReading> readings, boolean withTexts, String root) {
        Instant from = day.minus(BACK);
        Instant to = day.plus(AHEAD);
        List<Appointment> near = all(
                        readings,
                        date -> date.agreed()
                                && !date.at().isBefore(from)
                                && date.at().isBefore(to))
                .sorted(Comparator.comparing(
                        date -> Duration.between(day, date.at()).abs()))
                .limit(MAX_DATES)
                .toList();
        return events(near, readings, withTexts, root).stream()
                .filter(event -> event.date().status() != Status.CANCELLED
                        || (!event.changed().isBefore(from)
                                && !event.date().at().isBefore(event.changed())))
                .sorted(Comparator.comparing((Event event) -> event.date().at())
                        .thenComparing(event -> event.date().uid()))
                .toList();
    }

    /** Those of one item, whatever became of them. */
    List<Event> of(LedgerReading reading, List<Appointment> dates, boolean withTexts, String root) {
        return events(dates, List.of(reading), withTexts, root);
    }

    /** What a calendar is called: by the ledger's title where texts are wanted. */
    String name(List<LedgerReading> readings, @Nullable UUID ledger, boolean withTexts) {
        if (ledger == null || !withTexts || readings.isEmpty()) {
            return "Kept";
        }
        LedgerReading reading = readings.getFirst();
        Words title = new Words(reading.view().title(), reading.view().a().name(), null, List.of());
        String named = Wording.oneLine(texts.render(reading, title).path("ledger"));
        return named == null ? "Kept" : "Kept: " + named;
    }

    /** A text of {@code ledger}, the sides' names and the items' titles, to be rendered at once. */
    record Words(Text ledger, Text a, @Nullable Text b, List<Text> titles) {
        Words {
            titles = List.copyOf(titles);
        }
    }

    /** Of each item the dates that are wanted are kept, and nothing else. */
    private static Stream<Appointment> all(List<LedgerReading> readings, Predicate<Appointment> wanted) {
        List<Appointment> dates = new ArrayList<>();
        for (LedgerReading reading : readings) {
            add(reading, COMMITMENTS, Appointments::of, wanted, dates);
            add(reading, CHECKPOINTS, (ledger, item) -> List.of(Appointments.of(ledger, item)), wanted, dates);
            add(reading, CHECK_INS, Appointments::of, wanted, dates);
        }
        return dates.stream();
    }

    private static <B> void add(
            LedgerReading reading,
            ItemFold<?, B> fold,
            BiFunction<UUID, B, List<Appointment>> datesOf,
            Predicate<Appointment> wanted,
            List<Appointment> dates) {
        reading.each(
                fold,
                ItemFilter.ALL,
                item -> datesOf.apply(reading.ledger(), item).stream()
                        .filter(wanted)
                        .forEach(dates::add));
    }

    private List<Event> events(List<Appointment> dates, List<LedgerReading> readings, boolean withTexts, String root) {
        Map<UUID, LedgerReading> readingOf = new HashMap<>();
        readings.forEach(reading -> readingOf.put(reading.ledger(), reading));
        Map<UUID, List<Appointment>> byLedger = new HashMap<>();
        dates.forEach(date -> byLedger.computeIfAbsent(date.ledger(), ignored -> new ArrayList<>())
                .add(date));
        List<Map.Entry<UUID, List<Appointment>>> parts = List.copyOf(byLedger.entrySet());
        Iterator<JsonNode> words = texts.render(parts.stream()
                        .map(part ->
                                words(Objects.requireNonNull(readingOf.get(part.getKey())), part.getValue(), withTexts))
                        .toList())
                .iterator();
        Map<Place, Instant> when = recorded.at(dates.stream()
                .map(date -> place(date, Objects.requireNonNull(readingOf.get(date.ledger()))))
                .toList());
        List<Event> events = new ArrayList<>();
        for (Map.Entry<UUID, List<Appointment>> part : parts) {
            LedgerReading reading = Objects.requireNonNull(readingOf.get(part.getKey()));
            Wording wording = new Wording(words.next());
            for (Appointment date : part.getValue()) {
                String title = withTexts && date.title() != null ? wording.nextTitle() : null;
                Place place = place(date, reading);
                events.add(new Event(
                        date,
                        wording.summary(date, title),
                        place.sequence(),
                        when.getOrDefault(place, reading.recorded()),
                        URI.create(root + date.path())));
            }
        }
        return events;
    }

    private static OfLedger words(LedgerReading reading, List<Appointment> dates, boolean withTexts) {
        LedgerView view = reading.view();
        List<Text> titles = withTexts
                ? dates.stream()
                        .map(Appointment::title)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList()
                : List.of();
        return new OfLedger(
                reading,
                new Words(
                        view.title(),
                        view.a().name(),
                        view.b() == null ? null : view.b().name(),
                        titles));
    }

    /** An erasure may concern any text. */
    private static Place place(Appointment date, LedgerReading reading) {
        Long erasure = reading.view().erasure();
        return new Place(date.ledger(), erasure == null ? date.sequence() : Math.max(date.sequence(), erasure));
    }

    /** The day that contents go by, so that they stay the same for as long as nothing is recorded. */
    static Instant dayOf(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS);
    }
}
