package dev.kept.http;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, or a request's query parameters. Each call declares a field and reads it; what is wrong is noted, and
 * all of it is reported at once when the shape has been read. Fields never asked for are reported as unknown.
 */
public interface Fields {

    /** A field that must be there. When it is missing or wrong, a stand-in is returned, and nobody will see what is made of it. */
    <T> T required(String name, FieldType<T> type);

    /** A field that may be absent or null. */
    <T> @Nullable T optional(String name, FieldType<T> type);

    /** A field that has a value when it is absent or null. */
    <T> T otherwise(String name, FieldType<T> type, T value);

    /**
     * A value made of several fields, when all of them are right.
     *
     * @param name the field that is reported when the making throws {@link Invalid}; one in a nested object as {@code outer/inner}
     * @param from the fields it is made of
     * @param standIn what to go on with otherwise
     */
    <T> T derive(String name, Set<String> from, T standIn, Supplier<T> making);
}
