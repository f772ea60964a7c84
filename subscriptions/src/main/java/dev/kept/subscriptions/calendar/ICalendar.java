package dev.kept.subscriptions.calendar;

import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.wording.DateStyle;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** Writes dates as RFC 5545 has them. The same dates give the same bytes. */
final class ICalendar {

    private static final Duration REFRESH = Duration.ofHours(1);

    /** The length of what has none: calendar programs hide events without one. */
    private static final Duration SHOWN = Duration.ofMinutes(15);

    /**
     * A date with what is to be read of it.
     *
     * @param uid the same for every reader, and for ever
     * @param sequence never smaller than it was
     * @param changed when that entry was recorded
     */
    record Event(ItemDate date, String uid, String summary, long sequence, Instant changed, URI page) {}

    private ICalendar() {}

    static String of(String name, List<Event> events, Reader reader) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Kept//Kept//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new Name(new ParameterList(), name));
        calendar.add(new XProperty("X-WR-CALNAME", name));
        calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH));
        DateStyle style = new DateStyle(reader.locale(), reader.dates());
        List<VEvent> written = new ArrayList<>();
        for (Event event : events) {
            written.add(event(event, reader, style));
        }
        if (written.isEmpty()) {
            // A calendar needs a component to be valid. A time zone alone is enough, and empties a subscriber's
            // calendar.
            calendar.add(utc());
        }
        written.forEach(calendar::add);
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter(false).output(calendar, text);
        } catch (IOException e) {
            throw new IllegalStateException("a string takes everything", e);
        }
        return Folded.of(text.toString());
    }

    private static VEvent event(Event event, Reader reader, DateStyle style) {
        ItemDate date = event.date();
        VEvent written = new VEvent(false);
        written.add(new Uid(event.uid()));
        written.add(new DtStamp(seconds(event.changed())));
        written.add(new LastModified(seconds(event.changed())));
        written.add(new Sequence((int) Math.min(Integer.MAX_VALUE, event.sequence())));
        addTimes(written, date, reader, style);
        written.add(new Summary(event.summary()));
        written.add(new Url(event.page()));
        written.add(ImmutableTransp.TRANSPARENT);
        written.add(
                switch (date.certainty()) {
                    case TENTATIVE -> ImmutableStatus.VEVENT_TENTATIVE;
                    case CONFIRMED -> ImmutableStatus.VEVENT_CONFIRMED;
                    case CANCELLED -> ImmutableStatus.VEVENT_CANCELLED;
                });
        return written;
    }

    /**
     * The last millisecond of a day is how a plain date is recorded: that is a whole day. Everything else is said in UTC, the one way
     * that every program reads alike; the zone it was given in is named (docs/adr/0038), and below it the reader's own where that says
     * something else.
     */
    private static void addTimes(VEvent written, ItemDate date, Reader reader, DateStyle style) {
        ZoneId zone = ZoneId.of(date.zone());
        if (date.minutes() == 0 && endsTheDay(date.at(), zone)) {
            written.add(new DtStart<>(LocalDate.ofInstant(date.at(), zone)));
            return;
        }
        Instant start = seconds(date.at());
        written.add(new DtStart<>(start));
        written.add(new DtEnd<>(start.plus(date.minutes() == 0 ? SHOWN : Duration.ofMinutes(date.minutes()))));
        String given = style.at(start.atZone(zone)) + " " + date.zone();
        ZoneId own = reader.zone();
        if (own != null && !LocalDateTime.ofInstant(start, own).equals(LocalDateTime.ofInstant(start, zone))) {
            given += "\n" + style.at(start.atZone(own)) + " " + own.getId();
        }
        written.add(new Description(given));
    }

    private static VTimeZone utc() {
        Standard always = new Standard();
        always.add(new DtStart<>(LocalDateTime.of(1970, 1, 1, 0, 0)));
        always.add(new TzOffsetFrom(ZoneOffset.UTC));
        always.add(new TzOffsetTo(ZoneOffset.UTC));
        VTimeZone zone = new VTimeZone(new ComponentList<>(List.of(always)));
        zone.add(new TzId("UTC"));
        return zone;
    }

    private static boolean endsTheDay(Instant at, ZoneId zone) {
        Instant next = at.plusMillis(1);
        return LocalDate.ofInstant(next, zone).atStartOfDay(zone).toInstant().equals(next);
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
