package dev.kept.commitments.web;

import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.events.Means;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request to record something. Under an idempotency key its command id, and whatever ids it creates, are the same each time; the
 * digest tells it from another request under the same key.
 *
 * @param commandId null without a key; as the digest
 * @param means null when the caller's token does not say which program it was given to
 */
public record Attempt(
        UUID member,
        @Nullable UUID commandId,
        @Nullable String digest,
        @Nullable Long ifMatch,
        @Nullable Means means) {

    /** The id of what the command creates. */
    public UUID newId() {
        return commandId == null ? UUID.randomUUID() : Digests.uuid("item", commandId.toString());
    }

    /** Someone asks something of a ledger. */
    static Attempt asking(UUID member) {
        return new Attempt(member, null, null, null, null);
    }

    Map<String, Object> metaData() {
        Map<String, Object> metaData = new HashMap<>();
        metaData.put(EntryMetaData.MEMBER, member);
        if (commandId != null && digest != null) {
            metaData.put(EntryMetaData.COMMAND_ID, commandId);
            metaData.put(EntryMetaData.COMMAND_DIGEST, digest);
        }
        if (means != null) {
            metaData.put(EntryMetaData.MEANS, means);
        }
        if (ifMatch != null) {
            metaData.put(EntryMetaData.IF_MATCH, ifMatch);
        }
        return metaData;
    }
}
