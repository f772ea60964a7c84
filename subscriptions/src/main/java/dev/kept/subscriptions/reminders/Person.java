package dev.kept.subscriptions.reminders;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.wording.DateOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a person.
 *
 * @param version changes with each change of what the person said
 * @param address confirmed by its owner
 * @param refusedAt since when there is no such mailbox; nothing is sent until an address is confirmed anew
 * @param unsubscribe the secret in the links that end the mails to that address
 * @param nextRun when to look whether there is something to tell; null for never
 * @param dates in which order mails write dates; from the person's settings
 */
public record Person(
        UUID member,
        long version,
        Wishes wishes,
        @Nullable String address,
        @Nullable Instant refusedAt,
        @Nullable String unsubscribe,
        @Nullable Instant nextRun,
        DateOrder dates) {

    /** Whether mails are wanted and can go somewhere. */
    public boolean isReachable() {
        return wishes.rhythm() != Rhythm.NEVER && hasConfirmedAddress();
    }

    /** Whether the person has an address that mails reach, and has confirmed it. */
    public boolean hasConfirmedAddress() {
        return address != null && refusedAt == null;
    }

    /** With other settings, which also set the next check. */
    Person says(Wishes wished, Instant at) {
        Person same = new Person(member, version + 1, wished, address, refusedAt, unsubscribe, null, dates);
        return wished.rhythm() == Rhythm.AS_IT_HAPPENS && same.isReachable() ? same.at(at) : same.lookedAt(at);
    }

    Person confirms(String confirmed, String secret, Instant at) {
        return new Person(member, version + 1, wishes, confirmed, null, secret, null, dates).lookedAt(at);
    }

    Person forgetsAddress() {
        return new Person(member, version + 1, wishes, null, null, null, null, dates);
    }

    /** There is no such mailbox. */
    public Person refused(Instant at) {
        return new Person(member, version, wishes, address, at, unsubscribe, null, dates);
    }

    /** Checked now; the next check is set by the settings. */
    public Person lookedAt(Instant at) {
        return at(isReachable() ? wishes.nextRun(at) : null);
    }

    /** With the next check at that time; without one when null. */
    public Person at(@Nullable Instant then) {
        return new Person(member, version, wishes, address, refusedAt, unsubscribe, then, dates);
    }

    /** With what the person chose for everything: language, zone and order of dates go before what was said of reminders. */
    Person with(Settings settings) {
        return new Person(
                member, version, wishes.with(settings), address, refusedAt, unsubscribe, nextRun, settings.dates());
    }

    /** An address or a secret must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Person[" + member + "]";
    }
}
