package dev.kept.events;

import org.jspecify.annotations.Nullable;

/**
 * What shows that something is so.
 *
 * @param label what it is
 * @param link where it can be reached
 */
public record Evidence(Text label, @Nullable Text link) {}
