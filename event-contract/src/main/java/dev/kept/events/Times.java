package dev.kept.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How an instant is written in statements, answers and messages: in UTC and always with three decimals, so that texts sort as the
 * instants do. What has just this form is read and written by its digits, since every entry and every view has several: that takes a
 * tenth of what the JDK's formatter takes. Anything else is the JDK's.
 */
public final class Times {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final long MILLIS_OF_A_DAY = 86_400_000;
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private Times() {}

    /** The instant in whole milliseconds, e.g. {@code 2026-03-01T16:00:00.000Z}. */
    public static String written(Instant instant) {
        long day = Math.floorDiv(instant.getEpochSecond(), MILLIS_OF_A_DAY / 1000);
        if (day < FIRST_DAY || day > LAST_DAY) {
            return MILLISECONDS.format(instant);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        int second = (int) Math.floorMod(instant.getEpochSecond(), MILLIS_OF_A_DAY / 1000);
        char[] text = FORM.toCharArray();
        put(text, 0, 4, date.getYear());
        put(text, 5, 2, date.getMonthValue());
        put(text, 8, 2, date.getDayOfMonth());
        put(text, 11, 2, second / 3600);
        put(text, 14, 2, second / 60 % 60);
        put(text, 17, 2, second % 60);
        put(text, 20, 3, instant.getNano() / 1_000_000);
        return new String(text);
    }

    /**
     * Reads any instant of ISO 8601 in UTC, fastest as {@link #written} writes it.
     *
     * @throws DateTimeException when it is none
     */
    public static Instant read(String text) {
        Instant instant = byDigits(text);
        return instant == null ? Instant.parse(text) : instant;
    }

    /** Null when it has another form, or is no instant. */
    private static @Nullable Instant byDigits(String text) {
        if (text.length() != FORM.length()) {
            return null;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            char expected = FORM.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return null;
            }
        }
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2))
                    .toEpochDay();
            long millis = ((hour * 60L + minute) * 60 + second) * 1000 + number(text, 20, 3);
            return Instant.ofEpochMilli(day * MILLIS_OF_A_DAY + millis);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static void put(char[] text, int at, int digits, int number) {
        int left = number;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (char) ('0' + left % 10);
            left /= 10;
        }
    }

    private static int number(String text, int at, int digits) {
        int number = 0;
        for (int i = at; i < at + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** Makes a mapper write instants like {@link #written} and read them like {@link #read}. */
    public static JacksonModule module() {
        return new SimpleModule("kept-times")
                .addSerializer(Instant.class, new WriteInstant())
                .addDeserializer(Instant.class, new ReadInstant());
    }

    private static final class WriteInstant extends StdSerializer<Instant> {
        WriteInstant() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializationContext context) {
            generator.writeString(written(instant));
        }
    }

    private static final class ReadInstant extends StdDeserializer<Instant> {
        ReadInstant() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
            Instant instant = parser.currentToken() == JsonToken.VALUE_STRING ? byDigits(parser.getString()) : null;
            return instant == null ? InstantDeserializer.INSTANT.deserialize(parser, context) : instant;
        }
    }
}
