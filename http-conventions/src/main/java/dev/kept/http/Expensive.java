package dev.kept.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a handler method whose answer costs much memory or time, e.g. an export. Of all such requests only so many run at once, for
 * each person and in all; one more waits for some seconds, and is refused with 429 then. The place is taken before the method's
 * arguments are read and given back when the answer is complete. Not for asynchronous answers.
 *
 * @see RequestsAtOnce
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Expensive {}
