package dev.kept.commitments.draft;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command somebody is still writing.
 *
 * @param path where the command will be posted
 * @param body JSON as far as it is written
 * @param seen the {@code If-Match} it will be sent with; null when it does not matter
 * @param coolsUntil before then it is not released; null when it need not cool
 * @param zone in which its author said so
 * @param version counts every change
 * @param written the version in which the author last changed it
 * @param releasing whether its release was begun and what became of it is not known
 * @param digest of the request that kept it; null when that came without an idempotency key
 * @param reader who reads it; null when nobody does
 * @param readerByLink whether the reader came by the author's link; else as a member of the author's side
 * @param invitation what somebody was invited by who has not come yet; null when nobody was
 */
record Draft(
        UUID id,
        UUID ledger,
        Person author,
        String path,
        String body,
        @Nullable Long seen,
        @Nullable Instant coolsUntil,
        String zone,
        Instant created,
        Instant changed,
        long version,
        long written,
        boolean releasing,
        @Nullable String digest,
        @Nullable Person reader,
        boolean readerByLink,
        @Nullable Invitation invitation) {

    /** A person as the provider named them when they last did something here. */
    record Person(UUID member, String name) {}

    record Invitation(UUID id, String secretDigest, Instant expires) {}

    record Comment(UUID id, Person by, String text, Instant written) {}

    boolean isOf(UUID person) {
        return author.member().equals(person);
    }

    boolean coolsAt(Instant now) {
        return coolsUntil != null && now.isBefore(coolsUntil);
    }

    /** It holds texts: none of it must reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Draft[" + id + "]";
    }
}
