package dev.kept.events;

import java.time.Instant;

/**
 * When something is due.
 *
 * @param at the instant, with milliseconds
 * @param zone the IANA zone the date was given in, e.g. {@code Europe/Berlin}
 */
public record Due(Instant at, String zone) {}
