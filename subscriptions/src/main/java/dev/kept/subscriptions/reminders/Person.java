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
 * @param said of reminders; its zone and language count where the settings name none
 * @param address confirmed by its owner
 * @param refusedAt since when there is no such mailbox; nothing is sent until an address is confirmed anew
 * @param unsubscribe the secret in the links that end the mails to that address
 * @param nextRun when to look whether there is something to tell; null for never
 * @param settings what the person chose for everything
 */
public record Person(
        UUID member,
        long version,
        Wishes said,
        @Nullable String address,
        @Nullable Instant refusedAt,
        @Nullable String unsubscribe,
        @Nullable Instant nextRun,
        Settings settings) {

    /** What counts: what was said, with the zone and the language of the settings. */
    public Wishes wishes() {
        return said.with(settings);
    }

    /** In which order mails write dates. */
    public DateOrder dates() {
        return settings.dates();
    }

    /** Whether mails are wanted and can go somewhere. */
    public boolean isReachable() {
        return said.rhythm() != Rhythm.NEVER && hasConfirmedAddress();
    }

    /** Whether the person has an address that mails reach, and has confirmed it. */
    public boolean hasConfirmedAddress() {
        return address != null && refusedAt == null;
    }

    /** With other wishes, which also set the next check. */
    Person says(Wishes wished, Instant at) {
        return new Person(member, version + 1, wished, address, refusedAt, unsubscribe, null, settings).planned(at);
    }

    /** With the next check set anew: at once for somebody who wants to know as things happen. */
    Person planned(Instant at) {
        return said.rhythm() == Rhythm.AS_IT_HAPPENS && isReachable() ? at(at) : lookedAt(at);
    }

    Person confirms(String confirmed, String secret, Instant at) {
        return new Person(member, version + 1, said, confirmed, null, secret, null, settings).lookedAt(at);
    }

    Person forgetsAddress() {
        return new Person(member, version + 1, said, null, null, null, null, settings);
    }

    /** There is no such mailbox. */
    public Person refused(Instant at) {
        return new Person(member, version, said, address, at, unsubscribe, null, settings);
    }

    /** Checked now; the next check is set by the settings. */
    public Person lookedAt(Instant at) {
        return at(isReachable() ? wishes().nextRun(at) : null);
    }

    /** With the next check at that time; without one when null. */
    public Person at(@Nullable Instant then) {
        return new Person(member, version, said, address, refusedAt, unsubscribe, then, settings);
    }

    Person with(Settings chosen) {
        return new Person(member, version, said, address, refusedAt, unsubscribe, nextRun, chosen);
    }

    /** An address or a secret must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Person[" + member + "]";
    }
}
