package dev.kept.http;

/**
 * How an object is read from its fields: the one declaration from which the reader and the documented schema both follow. It may be
 * run with fields that hold nothing, or that turned out wrong (then with stand-ins), so it must not fail on any value of the right
 * type other than by {@link Invalid} inside {@link Fields#derive}.
 */
@FunctionalInterface
public interface Shape<T> {

    T read(Fields fields);
}
