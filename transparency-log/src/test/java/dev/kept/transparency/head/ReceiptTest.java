package dev.kept.transparency.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.note.Cosigner;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.NaiveTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    private static final String ORIGIN = "kept.example/l/0d9f5b2e-6c1a-4b7e-9a51-3f2f6c1d8e01";
    private static final NaiveTree TREE = NaiveTree.of(21);
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, SigningKey.generate());
    private static final Cosigner WITNESS = new Cosigner("bea.example", SigningKey.generate());
    private static final List<VerifierKey> KEYS = List.of(LOG.verifierKey(), WITNESS.verifierKey());
    private static final TreeHead HEAD = new TreeHead(ORIGIN, 21, TREE.root());
    private static final SignedTreeHead SIGNED = SignedTreeHead.sign(HEAD, LOG);

    @Nested
    class A_tree_head {

        @Test
        void has_the_lines_of_the_specification() {
            TreeHead head = TreeHead.parse(
                    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");

            assertThat(head.origin()).isEqualTo("example.com/behind-the-sofa");
            assertThat(head.size()).isEqualTo(20_852_163);
            assertThat(head.root()).hasToString("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
            assertThat(new TreeHead(ORIGIN, 0, Hash.OF_EMPTY_TREE).body())
                    .isEqualTo(ORIGIN + "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        }

        @Test
        void keeps_lines_that_mean_nothing_here_because_they_are_signed() {
            String body = HEAD.body() + "extension\n";

            assertThat(TreeHead.parse(body).extensions()).containsExactly("extension");
            assertThat(TreeHead.parse(body).body()).isEqualTo(body);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "o\n1\n",
                    "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                    "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                    "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                    "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                    "o\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                    "o\n\u0661\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                    "o\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                    "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
                    "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2IA\n",
                    "o\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
                    "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
                })
        void that_is_not_well_formed_is_refused(String body) {
            assertThatThrownBy(() -> TreeHead.parse(body)).isInstanceOf(Malformed.class);
        }

        @Test
        void is_signed_by_the_key_of_its_origin() {
            SignedTreeHead opened = SignedTreeHead.open(SIGNED.note().toBytes(), KEYS);

            assertThat(opened).isEqualTo(SIGNED);
            assertThat(opened.cosignatures()).isEmpty();
            NoteSigner other = new NoteSigner("other.example", SigningKey.generate());
            assertThatThrownBy(() -> SignedTreeHead.sign(HEAD, other)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void of_another_origin_is_not_accepted_under_a_key_that_was_given_for_this_one() {
            TreeHead foreign = new TreeHead("kept.example/l/other", 21, TREE.root());
            SignedNote note = new SignedNote(foreign.body(), List.of(LOG.sign(foreign.body())));

            assertThatThrownBy(() -> SignedTreeHead.open(note, KEYS))
                    .isInstanceOf(UntrustedNote.class)
                    .hasMessageContaining("origin");
        }

        @Test
        void signed_by_a_witness_alone_is_not_the_logs() {
            SignedNote note =
                    new SignedNote(HEAD.body(), List.of(WITNESS.cosign(HEAD.body(), Instant.ofEpochSecond(5))));
            NoteSigner asLog = new NoteSigner("bea.example", SigningKey.generate());

            assertThatThrownBy(() -> SignedTreeHead.open(note, KEYS)).isInstanceOf(UntrustedNote.class);
            assertThatThrownBy(() -> SignedTreeHead.open(
                            new SignedNote(HEAD.body(), List.of(asLog.sign(HEAD.body()))),
                            List.of(asLog.verifierKey())))
                    .isInstanceOf(UntrustedNote.class);
        }

        @Test
        void tells_who_cosigned_it_and_when() {
            SignedNote note = SIGNED.note().with(List.of(WITNESS.cosign(HEAD.body(), Instant.ofEpochSecond(5))));

            assertThat(SignedTreeHead.open(note, KEYS).cosignatures())
                    .containsExactly(new VerifierKey.Verified(WITNESS.verifierKey(), Instant.ofEpochSecond(5)));
        }
    }

    @Nested
    class A_receipt {

        @Test
        void reads_back_and_shows_its_entry() {
            for (int index = 0; index < 21; index++) {
                Receipt receipt = Receipt.of(index, TREE.path(index), SIGNED);

                assertThat(Receipt.parse(receipt.toBytes())).isEqualTo(receipt);
                assertThat(receipt.isFor(TREE.leaf(index), SIGNED)).isTrue();
                assertThat(receipt.isFor(TREE.leaf((index + 1) % 21), SIGNED)).isFalse();
            }
        }

        @Test
        void has_the_lines_of_the_specification() {
            Receipt receipt = Receipt.of(17, TREE.path(17), SIGNED);

            String lines = new String(receipt.toBytes(), StandardCharsets.UTF_8);
            assertThat(lines)
                    .startsWith(
                            "c2sp.org/tlog-proof@v1\nindex 17\n" + TREE.path(17).getFirst() + "\n")
                    .endsWith("\n\n" + SIGNED.note());
            String extra = lines.replace("index", "extra AAAA\nindex");
            assertThat(Receipt.parse(extra.getBytes(StandardCharsets.UTF_8)).extra())
                    .isEqualTo("AAAA");
        }

        @Test
        void under_another_head_for_another_index_or_with_another_proof_shows_nothing() {
            Receipt receipt = Receipt.of(17, TREE.path(17), SIGNED);
            Hash leaf = TREE.leaf(17);
            SignedTreeHead smaller =
                    SignedTreeHead.sign(new TreeHead(ORIGIN, 20, TREE.first(20).root()), LOG);

            assertThat(receipt.isFor(leaf, smaller)).isFalse();
            assertThat(Receipt.of(17, TREE.path(17), smaller).isFor(leaf, smaller))
                    .isFalse();
            assertThat(Receipt.of(16, TREE.path(17), SIGNED).isFor(leaf, SIGNED))
                    .isFalse();
            assertThat(Receipt.of(17, TREE.path(16), SIGNED).isFor(leaf, SIGNED))
                    .isFalse();
            assertThat(Receipt.of(21, TREE.path(17), SIGNED).isFor(leaf, SIGNED))
                    .isFalse();
        }

        @Test
        void that_is_not_well_formed_is_refused() {
            String right = new String(Receipt.of(17, TREE.path(17), SIGNED).toBytes(), StandardCharsets.UTF_8);
            String hash = TREE.path(17).getFirst().toString();
            List<String> wrong = new ArrayList<>(List.of(
                    "",
                    "\n\n",
                    right.replace("@v1", "@v2"),
                    right.replace("index 17", "index 017"),
                    right.replace("index 17", "index -1"),
                    right.replace("index 17\n", ""),
                    right.replace("index", "extra !\nindex"),
                    right.replace("index 17", "index 17\nextra AAAA"),
                    right.replace(hash, hash.substring(4)),
                    right.replace(hash, hash + "AAAA"),
                    right.replace(hash + "\n", hash + "\n\n"),
                    right.replace(hash, ("\n" + hash).repeat(64).substring(1)),
                    right.replace("\n", "\r\n"),
                    right + "\n"));
            for (int length = 0; length < right.length(); length++) {
                wrong.add(right.substring(0, length));
            }
            for (String receipt : wrong) {
                assertThatThrownBy(() -> Receipt.parse(receipt.getBytes(StandardCharsets.UTF_8)))
                        .as(receipt)
                        .isInstanceOf(Malformed.class);
            }
        }
    }
}
