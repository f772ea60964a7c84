package dev.kept.subscriptions.calendar;

import dev.kept.subscriptions.settings.Settings;
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
     * @param language in which it is written; where it was not named, its owner's settings go before
     * @param languageNamed whether its owner named the language for this feed
     * @param fetched when a calendar last asked for it, give or take a minute
     */
    record Feed(
            UUID calendar,
            UUID member,
            @Nullable UUID ledger,
            boolean texts,
            Locale language,
            boolean languageNamed,
            Instant created,
            @Nullable Instant fetched,
            @Nullable Instant revoked) {

        /** In which it is written for somebody with these settings. */
        Locale language(Settings settings) {
            return languageNamed ? language : settings.localeOr(language);
        }
    }

    /** False when the person has too many; then nothing is added. */
    boolean add(Feed feed, byte[] secretDigest);

    /** A member's own, the latest first; those revoked long ago are forgotten. */
    List<Feed> of(UUID member);

    /** The feed, revoked now or before; empty when that member has none of this id. */
    Optional<Feed> revoke(UUID calendar, UUID member, Instant at);

    /** The one of this secret, unless it is revoked. */
    Optional<Feed> withSecret(byte[] digest);

    /** Deletes all of a member's feeds. */
    void forget(UUID member);

    /** Stores that it was fetched; at most once a minute, because each time costs a commit. */
    void fetched(Feed feed, Instant at);
}
