package dev.kept.subscriptions.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStart;

/** A calendar as a program reads it that knows nothing of Kept: parsed, and valid by the letter of RFC 5545. */
record Parsed(String text, Map<String, VEvent> events) {

    static {
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
    }

    static Parsed of(String text) {
        assertThat(text).startsWith("BEGIN:VCALENDAR\r\n").endsWith("END:VCALENDAR\r\n");
        for (String line : text.split("\r\n")) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).as(line).isLessThanOrEqualTo(75);
        }
        try {
            Map<String, VEvent> events = new LinkedHashMap<>();
            Calendar calendar = new CalendarBuilder().build(new StringReader(text));
            assertThat(calendar.validate(true).getEntries()).isEmpty();
            assertThat(calendar.getComponents()).isNotEmpty();
            for (Object component : calendar.getComponents()) {
                if (component instanceof VEvent event) {
                    events.put(value(event, Property.UID), event);
                }
            }
            return new Parsed(text, events);
        } catch (IOException | ParserException e) {
            throw new AssertionError("not a calendar: " + text, e);
        }
    }

    VEvent event(String uid) {
        VEvent event = events.get(uid);
        if (event == null) {
            throw new AssertionError("no event " + uid + " in " + events.keySet());
        }
        return event;
    }

    String value(String uid, String property) {
        return value(event(uid), property);
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow().getValue();
    }

    /** As the text itself has it, parameters included, e.g. {@code DTSTART:20260301T160000Z}. */
    String line(String uid, String property) {
        String own = text.replace("\r\n ", "");
        String event = own.substring(own.indexOf("UID:" + uid + "\r\n"));
        return event.lines()
                .filter(line -> line.startsWith(property))
                .findFirst()
                .orElseThrow();
    }

    Temporal start(String uid) {
        DtStart<?> start = (DtStart<?>) event(uid).getProperty(Property.DTSTART).orElseThrow();
        return start.getDate();
    }

    Instant instant(String uid) {
        return start(uid) instanceof ZonedDateTime zoned ? zoned.toInstant() : Instant.from(start(uid));
    }
}
