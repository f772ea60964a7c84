package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.json.JsonReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What the verifier needs of a disclosure, base64url of the JSON array {@code [salt, field, text]}. The text itself is not kept.
 *
 * @param field the text's place in the entry's data
 * @param digest base64url of SHA-256 over the disclosure, as a statement holds it
 */
record Text(String field, String digest) {

    /**
     * @param disclosure in ASCII
     * @throws Malformed when it is not a disclosure
     */
    static Text parse(byte[] disclosure) {
        JsonReader json = new JsonReader(decoded(disclosure));
        json.beginArray();
        element(json);
        json.passString();
        element(json);
        String field = json.string();
        element(json);
        json.passString();
        if (json.nextElement()) {
            throw new Malformed("a disclosure has more than three parts");
        }
        json.end();
        return new Text(field, Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(disclosure)));
    }

    private static void element(JsonReader json) {
        if (!json.nextElement()) {
            throw new Malformed("a disclosure has fewer than three parts");
        }
    }

    private static byte[] decoded(byte[] disclosure) {
        try {
            return Base64.getUrlDecoder().decode(disclosure);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a disclosure is not base64url");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
