package dev.kept.http;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where the next page of a list begins. Opaque to clients and signed with a key of the server: one that was altered or made up, or that
 * comes from another list, is a field error. It grants nothing.
 *
 * @param parts the sort key of the last item shown, none of them with a control character
 */
public record Cursor(List<String> parts) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 16;
    private static final int MAX_LENGTH = 500;
    private static final String SEPARATOR = "\u001F";

    /** Until a service names a key of its own, cursors are good for as long as the process runs. */
    private static volatile byte[] key = randomKey();

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... parts) {
        return new Cursor(Arrays.stream(parts).map(String::valueOf).toList());
    }

    /**
     * Signs and checks with that key from now on, in this process.
     *
     * @throws IllegalStateException when it is not base64 of at least 32 bytes
     */
    static void signWith(String base64) {
        byte[] given;
        try {
            given = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            given = new byte[0];
        }
        if (given.length < KEY_BYTES) {
            throw new IllegalStateException("kept.http.cursor-key must be base64 of at least 32 bytes, e.g. what"
                    + " 'openssl rand -base64 32' prints.");
        }
        key = given;
    }

    /**
     * What clients get to see.
     *
     * @param list names the list it belongs to, e.g. the operation and its order
     */
    public String encoded(String list) {
        byte[] payload = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(signature(list, payload), SIGNATURE_BYTES + payload.length);
        System.arraycopy(payload, 0, all, SIGNATURE_BYTES, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * Reads what a client sent back.
     *
     * @param place what the parts mean; may throw whatever comes of parts that another version of this software wrote
     * @throws Invalid when it is not a cursor of that list
     */
    public static <T> T decoded(String list, String encoded, Function<Cursor, T> place) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(encoded);
            if (all.length > SIGNATURE_BYTES) {
                byte[] payload = Arrays.copyOfRange(all, SIGNATURE_BYTES, all.length);
                if (MessageDigest.isEqual(signature(list, payload), Arrays.copyOf(all, SIGNATURE_BYTES))) {
                    return place.apply(
                            new Cursor(List.of(new String(payload, StandardCharsets.UTF_8).split(SEPARATOR, -1))));
                }
            }
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            // Said below.
        }
        throw new Invalid("invalid-value", "It is not a cursor of this list.");
    }

    /**
     * The query parameter of a list whose name does not depend on other parameters.
     *
     * @param standIn any place
     * @param place as in {@link #decoded}
     */
    public static <T> FieldType<T> type(String list, T standIn, Function<Cursor, T> place) {
        return FieldType.parsed(
                "cursor",
                "Where to go on: `next` of the page before.",
                MAX_LENGTH,
                standIn,
                text -> decoded(list, text, place));
    }

    /** That part, a whole number. */
    public long number(int part) {
        return Long.parseLong(parts.get(part));
    }

    /** That part, an id. */
    public UUID id(int part) {
        return UUID.fromString(parts.get(part));
    }

    /** That part, an instant in ISO 8601. */
    public Instant instant(int part) {
        return Instant.parse(parts.get(part));
    }

    private static byte[] randomKey() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static byte[] signature(String list, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(payload), SIGNATURE_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
