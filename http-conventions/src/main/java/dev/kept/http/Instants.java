package dev.kept.http;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The one way in which instants are written: UTC with milliseconds, e.g. {@code 2026-11-29T02:05:44.000Z}. */
public final class Instants {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Instants() {}

    /** As it is written; what is finer than a millisecond is cut off. */
    public static String text(Instant instant) {
        return MILLIS.format(instant);
    }

    /** Writes them so in JSON. */
    public static JacksonModule module() {
        return new SimpleModule("kept-instants").addSerializer(new WithMillis());
    }

    private static final class WithMillis extends StdSerializer<Instant> {
        WithMillis() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializationContext context) {
            generator.writeString(text(instant));
        }
    }
}
