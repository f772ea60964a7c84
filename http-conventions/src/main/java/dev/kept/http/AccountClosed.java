package dev.kept.http;

import java.util.UUID;

/**
 * Published where an account was closed, for whatever else runs in the same process and holds something of that person.
 *
 * @param member the id that services knew the person by
 */
public record AccountClosed(UUID member) {}
