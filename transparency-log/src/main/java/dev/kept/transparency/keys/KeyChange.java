package dev.kept.transparency.keys;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import dev.kept.transparency.json.JsonReader;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says of a log's key: the old one signs heads of up to {@code sequence + 1} entries, and the new one all that come later.
 * Signed are the kind of change, the log's origin, the entry's number and both keys, so that a change counts at one place of one log alone.
 *
 * @param sequence the number of the entry
 * @param oldSignature by the old key: what stands at the end of its signature line, base64 of key id and signature; null when the old key
 *     was lost and could not hand over
 * @param newSignature by the new key, in the same form
 */
public record KeyChange(
        long sequence,
        VerifierKey oldKey,
        VerifierKey newKey,
        @Nullable String oldSignature,
        String newSignature) {

    private static final String ROTATED = "dev.kept.ledger.key-rotated.v1";
    private static final String REPLACED = "dev.kept.ledger.key-replaced.v1";
    private static final List<byte[]> TYPES = Stream.of(ROTATED, REPLACED)
            .map(type -> type.getBytes(StandardCharsets.UTF_8))
            .toList();

    /** A change in which the old key hands over. */
    public static KeyChange rotation(long sequence, NoteSigner oldKey, NoteSigner newKey) {
        String text = text("key-rotation", sequence, oldKey.verifierKey(), newKey.verifierKey());
        return new KeyChange(
                sequence,
                oldKey.verifierKey(),
                newKey.verifierKey(),
                oldKey.sign(text).encoded(),
                newKey.sign(text).encoded());
    }

    /** A change in which the old key is lost: whoever trusts it alone has no reason to trust the new one. */
    public static KeyChange replacement(long sequence, VerifierKey oldKey, NoteSigner newKey) {
        String text = text("key-replacement", sequence, oldKey, newKey.verifierKey());
        return new KeyChange(
                sequence, oldKey, newKey.verifierKey(), null, newKey.sign(text).encoded());
    }

    /** Whether an entry of this type changes the key. */
    public static boolean isTypeOfOne(String type) {
        return ROTATED.equals(type) || REPLACED.equals(type);
    }

    /** Whether the string that was passed last is a type of an entry that changes the key. */
    public static boolean isTypeOfOnePassed(JsonReader json) {
        return json.passedIs(TYPES.getFirst()) || json.passedIs(TYPES.getLast());
    }

    /** Whether the old key has handed over. */
    public boolean isRotation() {
        return oldSignature != null;
    }

    /** The largest head that the old key may have signed. */
    public long lastOfOldKey() {
        return sequence + 1;
    }

    /**
     * The change that a statement records, its signatures unverified; empty when it records something else.
     *
     * @throws Malformed when it is not JSON, or a change that lacks something
     */
    public static Optional<KeyChange> in(byte[] statement) {
        JsonReader json = new JsonReader(statement);
        String type = null;
        long sequence = -1;
        Map<String, String> data = new HashMap<>();
        json.beginObject();
        while (json.nextMember()) {
            if (json.nameIs("type")) {
                type = json.string();
            } else if (json.nameIs("sequence")) {
                sequence = json.atString() ? number(json.string()) : json.natural();
            } else if (json.nameIs("data") && type != null && isTypeOfOne(type)) {
                // The type stands before the data in every statement.
                strings(json, data);
            } else {
                json.skip();
            }
        }
        json.end();
        if (type == null || !isTypeOfOne(type)) {
            return Optional.empty();
        }
        return Optional.of(new KeyChange(
                sequence,
                VerifierKey.parse(required(data, "oldKey")),
                VerifierKey.parse(required(data, "newKey")),
                ROTATED.equals(type) ? required(data, "oldSignature") : null,
                required(data, "newSignature")));
    }

    /**
     * Makes sure that the keys named have signed this change.
     *
     * @throws UntrustedNote when one has not, or the keys are not two of one log; the message is a phrase
     */
    public void requireSigned() {
        if (oldKey.type() != VerifierKey.Type.ED25519
                || newKey.type() != VerifierKey.Type.ED25519
                || !oldKey.name().equals(newKey.name())
                || oldKey.equals(newKey)) {
            throw new UntrustedNote("it does not name two keys of one record");
        }
        String text = text(isRotation() ? "key-rotation" : "key-replacement", sequence, oldKey, newKey);
        if (oldSignature != null && !(signs(oldKey, text, oldSignature) && signs(newKey, text, newSignature))) {
            throw new UntrustedNote("it is not signed by both keys");
        }
        if (!signs(newKey, text, newSignature)) {
            throw new UntrustedNote("it is not signed by the new key");
        }
    }

    private static boolean signs(VerifierKey key, String text, String encoded) {
        try {
            new SignedNote(text, List.of(new NoteSignature(key.name(), encoded))).signedBy(List.of(key));
            return true;
        } catch (UntrustedNote | Malformed e) {
            return false;
        }
    }

    /** No head: its second line is no number. */
    private static String text(String kind, long sequence, VerifierKey oldKey, VerifierKey newKey) {
        return "dev.kept/%s/v1\n%s\n%d\n%s\n%s\n".formatted(kind, newKey.name(), sequence, oldKey, newKey);
    }

    private static void strings(JsonReader json, Map<String, String> to) {
        json.beginObject();
        while (json.nextMember()) {
            if (json.atString()) {
                to.put(json.name(), json.string());
            } else {
                json.skip();
            }
        }
    }

    private static String required(Map<String, String> data, String name) {
        String value = data.get(name);
        if (value == null) {
            throw new Malformed("an entry that changes the key has no " + name);
        }
        return value;
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 18 || !Strict.areDigits(digits)) {
            throw new Malformed("the statement's number is not one");
        }
        return Long.parseLong(digits);
    }
}
