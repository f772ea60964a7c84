package dev.kept.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.transparency.Sha256;
import dev.kept.transparency.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TextTest {

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Test
    void a_text_has_the_digest_of_its_disclosure_and_no_other() {
        for (int i = 0; i < 500; i++) {
            byte[] disclosure =
                    BASE64_URL.encode("[\"%d\",\"text\",\"Done\"]".formatted(i).getBytes(StandardCharsets.UTF_8));
            String digest = BASE64_URL.encodeToString(Sha256.ofThisThread().digest(disclosure));

            Text text = Text.parse(disclosure, new JsonReader());

            assertThat(hasDigest(text, digest)).isTrue();
            for (int at = 0; at < digest.length(); at++) {
                char other = digest.charAt(at) == 'A' ? 'B' : 'A';
                assertThat(hasDigest(text, digest.substring(0, at) + other + digest.substring(at + 1)))
                        .isFalse();
                assertThat(hasDigest(text, digest.substring(0, at))).isFalse();
            }
            for (int bits = 1; bits < 4; bits++) {
                char last = ALPHABET.charAt(ALPHABET.indexOf(digest.charAt(42)) + bits);
                assertThat(hasDigest(text, digest.substring(0, 42) + last)).isFalse();
            }
            assertThat(hasDigest(text, digest.substring(0, 42) + "=")).isFalse();
            assertThat(hasDigest(text, digest.substring(0, 41) + "==")).isFalse();
            assertThat(hasDigest(text, digest + "=")).isFalse();
            assertThat(hasDigest(text, digest + "A")).isFalse();
        }
    }

    private static boolean hasDigest(Text text, String digest) {
        return text.hasDigest(digest.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_byte_is_found_at_its_first_place_whatever_stands_around_it() {
        for (int length = 0; length < 40; length++) {
            for (byte around : new byte[] {0, 1, '\n' - 1, '\n' + 1, '~', Byte.MIN_VALUE, '\n' | Byte.MIN_VALUE, -1}) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, around);
                assertThat(Bytes.indexOf('\n', bytes, 0, length)).isEqualTo(length);
                for (int at = length - 1; at >= 0; at--) {
                    bytes[at] = '\n';
                    for (int from = 0; from <= at; from++) {
                        assertThat(Bytes.indexOf('\n', bytes, from, length)).isEqualTo(at);
                        assertThat(Bytes.indexOf('\n', bytes, from, at)).isEqualTo(at);
                    }
                }
            }
        }
    }
}
