package dev.kept.events;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How an instant is written in statements, answers and messages: in UTC and always with three decimals, so that texts sort as the
 * instants do.
 */
public final class Times {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Times() {}

    /** The instant in whole milliseconds, e.g. {@code 2026-03-01T16:00:00.000Z}. */
    public static String written(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /** Makes a mapper write instants like {@link #written}. Reading stays as it is. */
    public static JacksonModule module() {
        return new SimpleModule("kept-times").addSerializer(Instant.class, new WriteInstant());
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
}
