package dev.kept.transparency.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /** The example of C2SP signed-note. */
    private static final String KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String NOTE = "This is an example message.\n\n\u2014 example.com/foo"
            + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private static final NoteSigner ADA = new NoteSigner("ada.example", key(1));
    private static final NoteSigner BEA = new NoteSigner("bea.example", key(2));
    private static final String TEXT = "one line\n\nanother\n";

    @Test
    void the_example_of_the_specification_verifies() {
        VerifierKey key = VerifierKey.parse(KEY);

        SignedNote note = note(NOTE);

        assertThat(key.name()).isEqualTo("example.com/foo");
        assertThat(key.id()).isEqualTo(0x530d903a);
        assertThat(key).hasToString(KEY);
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.signedBy(List.of(key))).containsExactly(new VerifierKey.Verified(key, null));
        assertThat(note).hasToString(NOTE);
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 8032, section 7.1: TEST 1 and TEST 2.
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + " d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',"
                + " e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + " 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72,"
                + " 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    })
    void keys_and_signatures_are_those_of_rfc_8032(String seed, String publicKey, String message, String signature) {
        HexFormat hex = HexFormat.of();
        SigningKey key = SigningKey.ofSeed(hex.parseHex(seed));

        assertThat(hex.formatHex(key.publicKey())).isEqualTo(publicKey);
        assertThat(hex.formatHex(key.seed())).isEqualTo(seed);
        assertThat(hex.formatHex(key.sign(hex.parseHex(message)))).isEqualTo(signature);
    }

    @Test
    void new_keys_differ_and_a_seed_has_32_bytes() {
        assertThat(SigningKey.generate().seed())
                .isNotEqualTo(SigningKey.generate().seed());
        assertThatThrownBy(() -> SigningKey.ofSeed(new byte[31])).isInstanceOf(Malformed.class);
    }

    @Nested
    class A_note {

        @Test
        void reads_back_as_it_was_signed_and_its_text_ends_at_the_last_empty_line() {
            SignedNote note = signed(ADA, BEA);

            assertThat(SignedNote.parse(note.toBytes())).isEqualTo(note);
            assertThat(note.text()).isEqualTo(TEXT);
            assertThat(note.signedBy(List.of(ADA.verifierKey(), BEA.verifierKey())))
                    .extracting(VerifierKey.Verified::key)
                    .containsExactly(ADA.verifierKey(), BEA.verifierKey());
        }

        @Test
        void is_trusted_by_the_keys_given_whatever_others_signed() {
            SignedNote note = signed(ADA).with(List.of(new NoteSignature("other.example", "AAAAAAA=")));

            assertThat(note.signedBy(List.of(ADA.verifierKey(), BEA.verifierKey())))
                    .hasSize(1);
            assertThatThrownBy(() -> note.signedBy(List.of(BEA.verifierKey())))
                    .isInstanceOf(UntrustedNote.class)
                    .hasMessageContaining("none of the keys");
            assertThatThrownBy(() -> note.signedBy(List.of())).isInstanceOf(UntrustedNote.class);
        }

        @Test
        void is_rejected_when_a_key_given_is_named_by_a_wrong_signature_beside_a_right_one() {
            NoteSignature wrong = BEA.sign("another text\n");
            SignedNote note = signed(ADA).with(List.of(wrong));

            assertThatThrownBy(() -> note.signedBy(List.of(ADA.verifierKey(), BEA.verifierKey())))
                    .isInstanceOf(UntrustedNote.class)
                    .hasMessageContaining("bea.example");
            assertThat(note.signedBy(List.of(ADA.verifierKey()))).hasSize(1);
        }

        @Test
        void is_rejected_when_the_same_key_signed_twice_and_once_wrongly() {
            SignedNote note = signed(ADA).with(List.of(ADA.sign("another text\n")));

            assertThatThrownBy(() -> note.signedBy(List.of(ADA.verifierKey()))).isInstanceOf(UntrustedNote.class);
        }

        @Test
        void of_a_key_with_the_same_name_is_by_another() {
            NoteSigner impostor = new NoteSigner("ada.example", key(9));

            assertThatThrownBy(() -> signed(impostor).signedBy(List.of(ADA.verifierKey())))
                    .isInstanceOf(UntrustedNote.class);
        }

        @Test
        void may_have_a_hundred_signatures_and_no_more() {
            List<NoteSignature> many = new ArrayList<>();
            for (int i = 0; i < SignedNote.MAX_SIGNATURES; i++) {
                many.add(new NoteSigner("signer" + i + ".example", key(3)).sign(TEXT));
            }
            SignedNote note = new SignedNote(TEXT, many);

            assertThat(SignedNote.parse(note.toBytes())
                            .signedBy(List.of(new NoteSigner("signer99.example", key(3)).verifierKey())))
                    .hasSize(1);
            assertThatThrownBy(() -> note.with(List.of(ADA.sign(TEXT)))).isInstanceOf(Malformed.class);
            assertThatThrownBy(() -> note(note + ADA.sign(TEXT).line())).isInstanceOf(Malformed.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\n",
                    "\n\n",
                    "text\n",
                    "text\n\n",
                    "text\n\n\u2014 a AAAAAAA=",
                    "text\n\u2014 a AAAAAAA=\n",
                    "text\n\n\u2014 a AAAAAAA=\n\n",
                    "text\n\n- a AAAAAAA=\n",
                    "text\n\n\u2014a AAAAAAA=\n",
                    "text\n\n\u2014 AAAAAAA=\n",
                    "text\n\n\u2014  AAAAAAA=\n",
                    "text\n\n\u2014 a b AAAAAAA=\n",
                    "text\n\n\u2014 a\u00a0b AAAAAAA=\n",
                    "text\n\n\u2014 a\u2003b AAAAAAA=\n",
                    "text\n\n\u2014 a+b AAAAAAA=\n",
                    "text\n\n\u2014 a AAAAAA==\n",
                    "text\n\n\u2014 a AAAAAAB=\n",
                    "text\n\n\u2014 a AAAAAAA\n",
                    "text\n\n\u2014 a \n",
                    "text\r\n\n\u2014 a AAAAAAA=\n",
                    "te\txt\n\n\u2014 a AAAAAAA=\n",
                    "te\u0000xt\n\n\u2014 a AAAAAAA=\n",
                    "text\n\n\u2014 a AAAAAAA=\r\n"
                })
        void that_is_not_well_formed_is_refused(String wrong) {
            assertThatThrownBy(() -> note(wrong)).isInstanceOf(Malformed.class);
        }

        @Test
        void that_is_not_utf_8_or_very_long_is_refused() {
            byte[] bytes = signed(ADA).toBytes();
            bytes[0] = (byte) 0xff;

            assertThatThrownBy(() -> SignedNote.parse(bytes)).isInstanceOf(Malformed.class);
            assertThatThrownBy(() -> SignedNote.parse(new byte[SignedNote.MAX_BYTES + 1]))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Nested
    class A_verifier_key {

        @Test
        void is_split_at_the_first_two_plus_signs_because_base64_has_some_too() {
            for (int i = 0; i < 200; i++) {
                VerifierKey key = new NoteSigner("a.example/l/" + i, key(i)).verifierKey();
                assertThat(VerifierKey.parse(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "example.com/foo",
                    "example.com/foo+530d903a",
                    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530d903a+",
                    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0="
                })
        void that_is_anything_else_is_refused(String wrong) {
            assertThatThrownBy(() -> VerifierKey.parse(wrong)).isInstanceOf(Malformed.class);
        }
    }

    @Nested
    class A_cosignature {
        private static final Cosigner WITNESS = new Cosigner("bea.example/w", key(4));
        private static final Instant TIME = Instant.ofEpochSecond(1_679_315_147);

        @Test
        void says_when_it_was_made_and_is_over_that_time_too() {
            NoteSignature cosignature = WITNESS.cosign(TEXT, TIME.plusMillis(999));
            SignedNote note = signed(ADA).with(List.of(cosignature));

            assertThat(note.signedBy(List.of(WITNESS.verifierKey())))
                    .containsExactly(new VerifierKey.Verified(WITNESS.verifierKey(), TIME));
            assertThat(key(4).sign(("cosignature/v1\ntime 1679315147\n" + TEXT).getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(Arrays.copyOfRange(cosignature.signature(), 8, 72));
        }

        @Test
        void with_another_time_or_over_another_text_or_cut_off_is_wrong() {
            byte[] bytes = Base64.getDecoder().decode(WITNESS.cosign(TEXT, TIME).encoded());
            bytes[11]++;
            byte[] negative = bytes.clone();
            negative[4] = (byte) 0x80;
            for (byte[] wrong : List.of(bytes, negative, Arrays.copyOf(bytes, 75), Arrays.copyOf(bytes, 5))) {
                NoteSignature signature =
                        new NoteSignature("bea.example/w", Base64.getEncoder().encodeToString(wrong));
                assertThatThrownBy(
                                () -> new SignedNote(TEXT, List.of(signature)).signedBy(List.of(WITNESS.verifierKey())))
                        .isInstanceOf(UntrustedNote.class);
            }
            assertThatThrownBy(() -> new SignedNote("x\n", List.of(WITNESS.cosign(TEXT, TIME)))
                            .signedBy(List.of(WITNESS.verifierKey())))
                    .isInstanceOf(UntrustedNote.class);
        }

        @Test
        void is_by_another_key_than_a_signature_under_the_same_name() {
            NoteSigner signer = new NoteSigner("bea.example/w", key(4));

            assertThat(signer.verifierKey().id())
                    .isNotEqualTo(WITNESS.verifierKey().id());
            assertThat(VerifierKey.parse(WITNESS.verifierKey().toString())).isEqualTo(WITNESS.verifierKey());
        }
    }

    private static SignedNote signed(NoteSigner... signers) {
        return new SignedNote(
                TEXT, Arrays.stream(signers).map(s -> s.sign(TEXT)).toList());
    }

    private static SignedNote note(String text) {
        return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        bytes[0] = (byte) seed;
        return SigningKey.ofSeed(bytes);
    }
}
