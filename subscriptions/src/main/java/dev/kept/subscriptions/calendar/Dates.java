package dev.kept.subscriptions.calendar;

import dev.kept.events.Text;
import dev.kept.projections.readmodels.ReadableLedger;
import dev.kept.projections.readmodels.Reading;
import dev.kept.projections.readmodels.Reading.Answer;
import dev.kept.projections.readmodels.StoredEntries;
import dev.kept.projections.readmodels.StoredEntries.EntryKey;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.projections.readmodels.dates.ItemDate.Certainty;
import dev.kept.subscriptions.calendar.ICalendar.Event;
import dev.kept.wording.Messages;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects the dates of ledgers, with titles where they are wanted. */
final class Dates {

    static final Duration BACK = Duration.ofDays(90);
    static final Duration AHEAD = Duration.ofDays(400);
    static final int MAX_DATES = 5_000;

    private final StoredEntries entries;

    Dates(StoredEntries entries) {
        this.entries = entries;
    }

    /**
     * What a feed holds on a day: the dates from {@link #BACK} before to {@link #AHEAD} after it, of more than {@link #MAX_DATES} the
     * nearest. What was cancelled stays for {@link #BACK}, unless its date had passed already.
     *
     * @param root the beginning of all pages' addresses
     */
    List<Event> around(Instant day, Reading reading, boolean withTexts, String root, Messages messages) {
        Instant from = day.minus(BACK);
        Instant to = day.plus(AHEAD);
        List<ItemDate> wanted = new ArrayList<>();
        reading.eachDate(date -> {
            if (date.agreed() && !date.at().isBefore(from) && date.at().isBefore(to)) {
                wanted.add(date);
            }
        });
        List<ItemDate> near = wanted.stream()
                .sorted(Comparator.comparing(
                        date -> Duration.between(day, date.at()).abs()))
                .limit(MAX_DATES)
                .toList();
        return events(near, reading, withTexts, root, messages).stream()
                .filter(event -> event.date().certainty() != Certainty.CANCELLED
                        || (!event.changed().isBefore(from)
                                && !event.date().at().isBefore(event.changed())))
                .sorted(Comparator.comparing((Event event) -> event.date().at()).thenComparing(Event::uid))
                .toList();
    }

    /** Those of one item, whatever became of them. */
    List<Event> of(Reading reading, List<ItemDate> dates, boolean withTexts, String root, Messages messages) {
        return events(dates, reading, withTexts, root, messages);
    }

    /** The calendar's name: the ledger's title where texts are wanted. */
    String name(Reading reading, @Nullable UUID ledger, boolean withTexts, Messages messages) {
        if (ledger == null || !withTexts || reading.ledgers().isEmpty()) {
            return messages.text("calendar.name");
        }
        ReadableLedger only = reading.ledgers().getFirst();
        Words title = new Words(only.title(), only.nameOfA(), null, List.of());
        JsonNode rendered =
                reading.render(List.of(new Answer(only.ledger(), title))).getFirst();
        String named = Wording.oneLine(rendered.path("ledger"));
        return named == null ? messages.text("calendar.name") : messages.text("calendar.name-of", named);
    }

    /** A text of {@code ledger}, the sides' names and the items' titles, to be rendered at once. */
    record Words(Text ledger, Text a, @Nullable Text b, List<Text> titles) {
        Words {
            titles = List.copyOf(titles);
        }
    }

    private List<Event> events(
            List<ItemDate> dates, Reading reading, boolean withTexts, String root, Messages messages) {
        Map<UUID, List<ItemDate>> byLedger = new HashMap<>();
        dates.forEach(date -> byLedger.computeIfAbsent(date.ledger(), ignored -> new ArrayList<>())
                .add(date));
        List<Map.Entry<UUID, List<ItemDate>>> parts = List.copyOf(byLedger.entrySet());
        Iterator<JsonNode> words = reading.render(parts.stream()
                        .map(part -> words(reading.ledger(part.getKey()), part.getValue(), withTexts))
                        .toList())
                .iterator();
        Map<EntryKey, Instant> when = entries.recordedAt(dates.stream()
                .map(date -> lastEntry(date, reading.ledger(date.ledger())))
                .toList());
        List<Event> events = new ArrayList<>();
        for (Map.Entry<UUID, List<ItemDate>> part : parts) {
            ReadableLedger ledger = reading.ledger(part.getKey());
            Wording wording = new Wording(words.next(), messages);
            for (ItemDate date : part.getValue()) {
                String title = withTexts && date.title() != null ? wording.nextTitle() : null;
                EntryKey last = lastEntry(date, ledger);
                events.add(new Event(
                        date,
                        uid(date),
                        wording.summary(date, title),
                        last.sequence(),
                        when.getOrDefault(last, ledger.recorded()),
                        URI.create(root + path(date))));
            }
        }
        return events;
    }

    private static String uid(ItemDate date) {
        return date.occurrence() == null ? date.item() + "@kept" : date.item() + "-" + date.occurrence() + "@kept";
    }

    private static String path(ItemDate date) {
        return "/ledgers/" + date.ledger() + "/" + date.kind().many() + "/" + date.item();
    }

    private static Answer words(ReadableLedger ledger, List<ItemDate> dates, boolean withTexts) {
        List<Text> titles = withTexts
                ? dates.stream()
                        .map(ItemDate::title)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList()
                : List.of();
        return new Answer(ledger.ledger(), new Words(ledger.title(), ledger.nameOfA(), ledger.nameOfB(), titles));
    }

    /** Of an item, or an erasure after it: that may concern any text. */
    private static EntryKey lastEntry(ItemDate date, ReadableLedger ledger) {
        Long erasure = ledger.lastErasure();
        return new EntryKey(date.ledger(), erasure == null ? date.sequence() : Math.max(date.sequence(), erasure));
    }

    /** Contents depend on the day only, so that they stay the same until something is recorded. */
    static Instant dayOf(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS);
    }
}
