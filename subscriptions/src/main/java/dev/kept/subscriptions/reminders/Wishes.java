package dev.kept.subscriptions.reminders;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.wording.Languages;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a person wants to be reminded.
 *
 * @param daysBefore how many days before a date, 0 for the day itself
 * @param kinds of which, where a ledger has no choice of its own
 * @param ledgers of which in that ledger instead
 * @param texts whether mails may hold titles and names; without, they hold none of the record's words
 * @param language in which mails are written, as a tag; null of whoever said all this before there were languages
 */
public record Wishes(
        Rhythm rhythm,
        Schedule schedule,
        SortedSet<Integer> daysBefore,
        Set<ReminderKind> kinds,
        Map<UUID, Set<ReminderKind>> ledgers,
        boolean texts,
        @Nullable String language) {

    public static final Set<ReminderKind> ALL_KINDS = Collections.unmodifiableSet(EnumSet.allOf(ReminderKind.class));

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    /** The defaults. */
    static final Wishes UNSAID = new Wishes(
            Rhythm.DIGEST,
            new Schedule(LocalTime.of(8, 0), ZoneOffset.UTC, new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0))),
            new TreeSet<>(Set.of(1, 3)),
            ALL_KINDS,
            Map.of(),
            false,
            null);

    public Wishes {
        daysBefore = Collections.unmodifiableSortedSet(new TreeSet<>(daysBefore));
        kinds = inOrder(kinds);
        ledgers = Map.copyOf(ledgers);
    }

    boolean wants(ReminderKind kind, UUID ledger) {
        return ledgers.getOrDefault(ledger, kinds).contains(kind);
    }

    /** The next check after this one. Also as it happens: a date may come near without an entry. */
    Instant nextRun(Instant after) {
        Instant digest = schedule.next(after);
        Instant soon = schedule.allowed(after.plus(LOOK_AGAIN));
        return rhythm == Rhythm.AS_IT_HAPPENS && soon.isBefore(digest) ? soon : digest;
    }

    Wishes in(ZoneId zone) {
        Schedule there = new Schedule(schedule.at(), zone, schedule.quiet());
        return new Wishes(rhythm, there, daysBefore, kinds, ledgers, texts, language);
    }

    Wishes in(Locale locale) {
        return new Wishes(rhythm, schedule, daysBefore, kinds, ledgers, texts, locale.toLanguageTag());
    }

    /** In which mails are written. */
    public Locale locale() {
        return language == null ? Locale.UK : Languages.stored(language);
    }

    /** With the zone and the language that the person chose for everything. */
    Wishes with(Settings settings) {
        Wishes there = settings.zone() == null ? this : in(settings.zone());
        return settings.language() == null ? there : there.in(settings.localeOr(there.locale()));
    }

    Wishes never() {
        return new Wishes(Rhythm.NEVER, schedule, daysBefore, kinds, ledgers, texts, language);
    }

    /** In the order of the enum, whatever set it came as. */
    static Set<ReminderKind> inOrder(Set<ReminderKind> kinds) {
        Set<ReminderKind> ordered = EnumSet.noneOf(ReminderKind.class);
        ordered.addAll(kinds);
        return Collections.unmodifiableSet(ordered);
    }
}
