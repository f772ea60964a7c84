package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Sha256;
import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier needs of a disclosure, base64url of the JSON array {@code [salt, field, text]}. The text itself is not kept, unless it is
 * the digest of a file.
 *
 * @param field the text's place in the entry's data
 * @param sha256 over the disclosure
 * @param file the text, where it is to be the digest of a file; else null
 */
// Compared by nobody; copying the bytes at each access would be waste.
@SuppressWarnings("ArrayRecordComponent")
record Text(String field, byte[] sha256, @Nullable String file) {

    private static final byte[] BASE64_URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    /** How many characters 32 bytes have in base64url. */
    private static final int DIGEST = 43;

    /**
     * @param disclosure in ASCII
     * @param json reads it
     * @throws Malformed when it is not a disclosure
     */
    static Text parse(byte[] disclosure, JsonReader json) {
        json.open(decoded(disclosure));
        json.beginArray();
        element(json);
        json.passString();
        element(json);
        String field = json.string();
        element(json);
        String file = null;
        if (ExportPaths.isFileDigest(field)) {
            file = json.string();
        } else {
            json.passString();
        }
        if (json.nextElement()) {
            throw new Malformed("a disclosure has more than three parts");
        }
        json.end();
        return new Text(field, Sha256.ofThisThread().digest(disclosure), file);
    }

    /**
     * Whether a statement holds it by this digest.
     *
     * @param digest base64url without padding, in ASCII
     */
    boolean hasDigest(byte[] digest) {
        if (digest.length != DIGEST) {
            return false;
        }
        int different = 0;
        int at = 0;
        for (int i = 0; i < sha256.length - 2; i += 3) {
            int three = (sha256[i] & 0xff) << 16 | (sha256[i + 1] & 0xff) << 8 | (sha256[i + 2] & 0xff);
            different |= digest[at] ^ BASE64_URL[three >> 18];
            different |= digest[at + 1] ^ BASE64_URL[(three >> 12) & 0x3f];
            different |= digest[at + 2] ^ BASE64_URL[(three >> 6) & 0x3f];
            different |= digest[at + 3] ^ BASE64_URL[three & 0x3f];
            at += 4;
        }
        int two = (sha256[sha256.length - 2] & 0xff) << 8 | (sha256[sha256.length - 1] & 0xff);
        different |= digest[at] ^ BASE64_URL[two >> 10];
        different |= digest[at + 1] ^ BASE64_URL[(two >> 4) & 0x3f];
        different |= digest[at + 2] ^ BASE64_URL[(two << 2) & 0x3f];
        return different == 0;
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
}
