package dev.kept.accounts;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app, written from RFC 6238 and RFC 4648 and not from what it is to agree with. */
final class AuthenticatorApp {

    private AuthenticatorApp() {}

    /** @param key as the page shows it */
    static String code(String key, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(key.replace("-", "")), "HmacSHA1"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
            int at4 = hash[19] & 15;
            long number = (hash[at4] & 127L) << 24
                    | (hash[at4 + 1] & 255L) << 16
                    | (hash[at4 + 2] & 255L) << 8
                    | hash[at4 + 3] & 255L;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String base32) {
        StringBuilder bits = new StringBuilder();
        for (char letter : base32.toCharArray()) {
            int value = letter >= 'A' ? letter - 'A' : letter - '2' + 26;
            bits.append(String.format(Locale.ROOT, "%5s", Integer.toBinaryString(value))
                    .replace(' ', '0'));
        }
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }
}
