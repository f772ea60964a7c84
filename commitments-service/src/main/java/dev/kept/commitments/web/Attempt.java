package dev.kept.commitments.web;

import dev.kept.commitments.ledger.EntryMetaData;
import dev.kept.http.Posted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request to record something. Under an idempotency key its command id, and whatever ids it creates, are the same each time; the
 * digest, keyed by the key itself, tells it from another request under the same key and reveals nothing of the texts.
 *
 * @param commandId null without a key; as the digest
 */
public record Attempt(
        UUID member,
        @Nullable UUID commandId,
        @Nullable String digest,
        @Nullable Long ifMatch) {

    /** @param scope the ledger's id, {@code open} for a ledger that is not there yet, or what else the request is about */
    public static Attempt of(Posted<?> posted, String scope) {
        UUID member = posted.caller().member();
        String key = posted.idempotencyKey();
        if (key == null) {
            return new Attempt(member, null, null, posted.ifMatch());
        }
        return new Attempt(
                member,
                Digests.uuid("command", member.toString(), scope, posted.operation(), key),
                digest(key, posted),
                posted.ifMatch());
    }

    /** The id of what the command creates. */
    public UUID newId() {
        return commandId == null ? UUID.randomUUID() : Digests.uuid("item", commandId.toString());
    }

    /** Someone asks something of a ledger. */
    static Attempt asking(UUID member) {
        return new Attempt(member, null, null, null);
    }

    Map<String, Object> metaData() {
        Map<String, Object> metaData = new HashMap<>();
        metaData.put(EntryMetaData.MEMBER, member);
        if (commandId != null && digest != null) {
            metaData.put(EntryMetaData.COMMAND_ID, commandId);
            metaData.put(EntryMetaData.COMMAND_DIGEST, digest);
        }
        if (ifMatch != null) {
            metaData.put(EntryMetaData.IF_MATCH, ifMatch);
        }
        return metaData;
    }

    private static String digest(String key, Posted<?> posted) {
        byte[] about = (posted.operation() + "\n" + posted.path() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] mac = Digests.hmacSha256(key.getBytes(StandardCharsets.US_ASCII), about, posted.bytes());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
