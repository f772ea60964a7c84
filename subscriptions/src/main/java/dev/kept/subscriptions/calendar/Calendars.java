package dev.kept.subscriptions.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The feeds that people asked for. */
interface Calendars {

    /** How many feeds one person can have in use. */
    int MAX_IN_USE = 20;

    /**
     * A feed of dates.
     *
     * @param ledger null for all of the member's
     * @param texts whether titles are in it
     * @param language in which it is written
     * @param fetched when a calendar last asked for it, give or take a minute
     */
    record Feed(
            UUID calendar,
            UUID member,
            @Nullable UUID ledger,
            boolean texts,
            Locale language,
            Instant created,
            @Nullable Instant fetched,
            @Nullable Instant revoked) {}

    /** False when the person has too many; then nothing is added. */
    boolean add(Feed feed, byte[] secretDigest);

    /** A member's own, the latest first; those revoked long ago are forgotten. */
    List<Feed> of(UUID member);

    /** The feed, revoked now or before; empty when that member has none of this id. */
    Optional<Feed> revoke(UUID calendar, UUID member, Instant at);

    /** The one of this secret, unless it is revoked. */
    Optional<Feed> withSecret(byte[] digest);

    /** Stores that it was fetched; at most once a minute, because each time costs a commit. */
    void fetched(Feed feed, Instant at);
}
