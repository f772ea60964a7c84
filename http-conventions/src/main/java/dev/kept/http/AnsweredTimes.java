package dev.kept.http;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Answers write every instant in UTC with three decimals, as statements do, so that texts sort as the instants do. This module and the
 * event contract cannot see each other: each has the format for itself.
 */
final class AnsweredTimes extends StdSerializer<Instant> {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private AnsweredTimes() {
        super(Instant.class);
    }

    static JacksonModule module() {
        return new SimpleModule("kept-answered-times").addSerializer(Instant.class, new AnsweredTimes());
    }

    @Override
    public void serialize(Instant instant, JsonGenerator generator, SerializationContext context) {
        generator.writeString(MILLISECONDS.format(instant));
    }
}
