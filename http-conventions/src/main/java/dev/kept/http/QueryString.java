package dev.kept.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether a query can be read at all: the container and the firewall find out late, and some filters take that for a failure of theirs. */
final class QueryString {

    private static final int HEX = 16;
    private static final int ENCODED = 2;

    private QueryString() {}

    /** Whether it is percent-encoded UTF-8, without control characters in names, and without NUL; each value has a name. */
    static boolean isReadable(@Nullable String query) {
        if (query == null) {
            return true;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = decoded(equals < 0 ? "" : parameter.substring(equals + 1));
            if (name == null
                    || value == null
                    || (name.isEmpty() && equals == 0)
                    || name.chars().anyMatch(Character::isISOControl)
                    || value.indexOf('\0') >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Null when it is not percent-encoded UTF-8. */
    private static @Nullable String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            if (at + ENCODED >= text.length()) {
                return null;
            }
            int high = Character.digit(text.charAt(at + 1), HEX);
            int low = Character.digit(text.charAt(at + 2), HEX);
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.write(high * HEX + low);
            at += ENCODED;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
