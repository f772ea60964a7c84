package dev.kept.projections.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
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

    /**
     * A date with what is to be read of it.
     *
     * @param sequence never smaller than it was
     * @param changed when that entry was recorded
     */
    record Event(Appointment date, String summary, long sequence, Instant changed, URI page) {}

    private ICalendar() {}

    static String of(String name, List<Event> events) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Kept//Kept//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new Name(new ParameterList(), name));
        calendar.add(new XProperty("X-WR-CALNAME", name));
        calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH));
        List<VEvent> written = new ArrayList<>();
        Map<String, List<Instant>> zones = new TreeMap<>();
        for (Event event : events) {
            written.add(event(event, zones));
        }
        zones.forEach((zone, instants) -> calendar.add(Zones.of(
                ZoneId.of(zone),
                instants.stream().min(Instant::compareTo).orElseThrow(),
                instants.stream().max(Instant::compareTo).orElseThrow())));
        written.forEach(calendar::add);
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter(false).output(calendar, text);
        } catch (IOException e) {
            throw new IllegalStateException("a string takes everything", e);
        }
        return Folded.of(text.toString());
    }

    private static VEvent event(Event event, Map<String, List<Instant>> zones) {
        Appointment date = event.date();
        VEvent written = new VEvent(false);
        written.add(new Uid(date.uid()));
        written.add(new DtStamp(seconds(event.changed())));
        written.add(new LastModified(seconds(event.changed())));
        written.add(new Sequence((int) Math.min(Integer.MAX_VALUE, event.sequence())));
        Temporal start = start(date);
        written.add(new DtStart<>(start));
        if (date.minutes() > 0) {
            written.add(new DtEnd<>(start.plus(date.minutes(), ChronoUnit.MINUTES)));
        }
        if (start instanceof ZonedDateTime zoned) {
            List<Instant> instants = zones.computeIfAbsent(date.zone(), ignored -> new ArrayList<>());
            instants.add(zoned.toInstant());
            instants.add(zoned.toInstant().plus(Duration.ofMinutes(date.minutes())));
        }
        written.add(new Summary(event.summary()));
        written.add(new Url(event.page()));
        written.add(ImmutableTransp.TRANSPARENT);
        written.add(
                switch (date.status()) {
                    case TENTATIVE -> ImmutableStatus.VEVENT_TENTATIVE;
                    case CONFIRMED -> ImmutableStatus.VEVENT_CONFIRMED;
                    case CANCELLED -> ImmutableStatus.VEVENT_CANCELLED;
                });
        return written;
    }

    /**
     * The last millisecond of a day is how a plain date is recorded: that is a whole day. An hour that the clocks show twice, and whose
     * second time is meant, can be said in UTC only.
     */
    private static Temporal start(Appointment date) {
        ZoneId zone = ZoneId.of(date.zone());
        if (date.minutes() == 0 && endsTheDay(date.at(), zone)) {
            return LocalDate.ofInstant(date.at(), zone);
        }
        Instant at = seconds(date.at());
        ZonedDateTime local = at.atZone(zone);
        boolean sayable = local.toLocalDateTime().atZone(zone).toInstant().equals(at);
        return sayable && !zone.normalized().equals(ZoneOffset.UTC) ? local : at;
    }

    private static boolean endsTheDay(Instant at, ZoneId zone) {
        Instant next = at.plusMillis(1);
        return LocalDate.ofInstant(next, zone).atStartOfDay(zone).toInstant().equals(next);
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
