package dev.kept.subscriptions.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The feeds that people asked for. */
interface Calendars {

    /** How many of one person's can be in use at a time. */
    int MAX_IN_USE = 20;

    /**
     * A feed of dates.
     *
     * @param ledger null for all of the member's
     * @param texts whether titles are in it
     * @param fetched when a calendar last asked for it, give or take a minute
     */
    record Feed(
            UUID calendar,
            UUID member,
            @Nullable UUID ledger,
            boolean texts,
            Instant created,
            @Nullable Instant fetched,
            @Nullable Instant revoked) {}

    /** False, and nothing was added, when there was no room for one more. */
    boolean add(Feed feed, byte[] secretDigest);

    /** A member's own, the latest first; those revoked long ago are forgotten. */
    List<Feed> of(UUID member);

    /** The feed, revoked now or before; empty when that member has none of this id. */
    Optional<Feed> revoke(UUID calendar, UUID member, Instant at);

    /** The one of this secret, unless it is revoked. */
    Optional<Feed> withSecret(byte[] digest);

    /** Remembers that it was asked for; at most once a minute, for each costs a commit. */
    void fetched(Feed feed, Instant at);
}
