package dev.kept.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page of a list begins. Opaque to clients, and checked: a cursor that was altered, or that comes from another list, is
 * a field error. It is no secret and grants nothing.
 *
 * @param parts the sort key of the last item shown, none of them with a control character
 */
public record Cursor(List<String> parts) {

    private static final int CHECK_BYTES = 8;
    private static final int MAX_LENGTH = 500;
    private static final String SEPARATOR = "\u001F";

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... parts) {
        return new Cursor(Arrays.stream(parts).map(String::valueOf).toList());
    }

    /**
     * What clients get to see.
     *
     * @param list names the list it belongs to, e.g. the operation and its order
     */
    public String encoded(String list) {
        byte[] payload = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(check(list, payload), CHECK_BYTES + payload.length);
        System.arraycopy(payload, 0, all, CHECK_BYTES, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * Reads what a client sent back.
     *
     * @throws Invalid when it is not a cursor of that list
     */
    public static Cursor decoded(String list, String encoded) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(encoded);
            if (all.length > CHECK_BYTES) {
                byte[] payload = Arrays.copyOfRange(all, CHECK_BYTES, all.length);
                if (MessageDigest.isEqual(check(list, payload), Arrays.copyOf(all, CHECK_BYTES))) {
                    return new Cursor(List.of(new String(payload, StandardCharsets.UTF_8).split(SEPARATOR, -1)));
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Invalid("invalid-value", "It is not a cursor of this list.");
    }

    /** The query parameter of a list whose name does not depend on other parameters. */
    public static Kind<Cursor> kind(String list) {
        return Kind.parsed(
                "cursor",
                "Where to go on: `next` of the page before.",
                MAX_LENGTH,
                new Cursor(List.of()),
                text -> decoded(list, text));
    }

    /**
     * One of the parts, where it is an instant.
     *
     * @throws DateTimeException when it is none that a store can hold: anybody can make up a cursor
     */
    public static Instant instant(String part) {
        Instant instant = Instant.parse(part);
        if (!Kind.isWithinRange(instant)) {
            throw new DateTimeException("out of range");
        }
        return instant;
    }

    private static byte[] check(String list, byte[] payload) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(list.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return Arrays.copyOf(sha.digest(payload), CHECK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
