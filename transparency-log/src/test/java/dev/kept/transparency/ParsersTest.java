package dev.kept.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tree.NaiveTree;
import dev.kept.transparency.tree.RightEdge;
import dev.kept.transparency.witness.AddCheckpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Whatever the bytes, a parser reads them so that the same bytes can be written again, or says that they are malformed. */
class ParsersTest {

    private static final NaiveTree TREE = NaiveTree.of(21);
    private static final NoteSigner LOG = new NoteSigner("kept.example/l/0d9f5b2e", SigningKey.ofSeed(new byte[32]));
    private static final SignedTreeHead HEAD =
            SignedTreeHead.sign(new TreeHead("kept.example/l/0d9f5b2e", 21, TREE.root()), LOG);
    private static final Receipt RECEIPT = Receipt.of(17, TREE.path(17), HEAD);

    /** Each kind of input by an example and by how it is read and written. */
    enum Kind {
        NOTE(HEAD.note().toBytes(), bytes -> SignedNote.parse(bytes).toBytes()),
        TREE_HEAD(utf8(HEAD.head().body()), text(body -> TreeHead.parse(body).body())),
        RECEIPT(ParsersTest.RECEIPT.toBytes(), bytes -> Receipt.parse(bytes).toBytes()),
        REQUEST(
                new AddCheckpoint(13, TREE.proof(13), HEAD.note()).toBytes(),
                bytes -> AddCheckpoint.parse(bytes).toBytes()),
        KEY(
                utf8(LOG.verifierKey().toString()),
                text(key -> VerifierKey.parse(key).toString())),
        TILE(utf8("tile/2/x001/x234/067.p/12"), text(path -> Tile.parse(path).path())),
        EDGE(
                RightEdge.of(21, TREE.source()).toBytes(),
                bytes -> RightEdge.parse(bytes).toBytes());

        private final byte[] example;
        private final UnaryOperator<byte[]> readAndWrite;

        Kind(byte[] example, UnaryOperator<byte[]> readAndWrite) {
            this.example = example;
            this.readAndWrite = readAndWrite;
        }

        /** For parsers of text: bytes that are not UTF-8 never reach them. */
        private static UnaryOperator<byte[]> text(UnaryOperator<String> readAndWrite) {
            return bytes -> {
                String text = new String(bytes, StandardCharsets.UTF_8);
                return Arrays.equals(utf8(text), bytes) ? utf8(readAndWrite.apply(text)) : bytes;
            };
        }
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void read_every_input_or_say_that_it_is_malformed(@ForAll Kind kind, @ForAll("seeds") long seed) {
        check(kind, seed);
    }

    @Property(tries = 1_000_000, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void read_each_of_a_million_inputs_or_say_that_it_is_malformed(@ForAll Kind kind, @ForAll("seeds") long seed) {
        check(kind, seed);
    }

    @Property(tries = 1_000_000, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void read_each_of_a_million_notes_or_say_that_it_is_malformed(@ForAll("seeds") long seed) {
        check(Kind.NOTE, seed);
    }

    @Property(tries = 1_000_000, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void read_each_of_a_million_tree_heads_or_say_that_it_is_malformed(@ForAll("seeds") long seed) {
        check(Kind.TREE_HEAD, seed);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void trust_no_head_that_differs_from_the_one_that_was_signed(@ForAll("seeds") long seed) {
        byte[] mutated = mutated(HEAD.note().toBytes(), new Random(seed));
        try {
            SignedTreeHead opened = SignedTreeHead.open(mutated, List.of(LOG.verifierKey()));

            assertThat(opened.head()).isEqualTo(HEAD.head());
        } catch (Malformed | UntrustedNote e) {
            assertThat(mutated).isNotEqualTo(HEAD.note().toBytes());
        }
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void accept_no_receipt_for_another_entry(@ForAll("seeds") long seed) {
        byte[] mutated = mutated(RECEIPT.toBytes(), new Random(seed));
        try {
            Receipt receipt = Receipt.parse(mutated);
            SignedTreeHead head = SignedTreeHead.open(receipt.note(), List.of(LOG.verifierKey()));

            assertThat(receipt.isFor(TREE.leaf(17), head))
                    .isEqualTo(receipt.index() == 17 && receipt.proof().equals(RECEIPT.proof()));
        } catch (Malformed | UntrustedNote e) {
            assertThat(mutated).isNotEqualTo(RECEIPT.toBytes());
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    private static void check(Kind kind, long seed) {
        byte[] input = mutated(kind.example, new Random(seed));
        try {
            assertThat(kind.readAndWrite.apply(input)).isEqualTo(input);
        } catch (Malformed e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** The example with up to four changes of the kinds that parsers stumble over. */
    private static byte[] mutated(byte[] example, Random random) {
        byte[] bytes = example;
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(random.nextBoolean() ? 3 : 40));
        byte[] between = Arrays.copyOfRange(bytes, from, to);
        byte[] inserted = switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> flipped(between, random);
            case 2 -> twice(between);
            case 3 -> utf8(DICTIONARY.get(random.nextInt(DICTIONARY.size())));
            case 4 -> randomBytes(random);
            default -> Arrays.copyOfRange(bytes, random.nextInt(from + 1), from);
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(inserted);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static final List<String> DICTIONARY = List.of(
            "\n",
            "\n\n",
            "\r",
            "\u2014 ",
            " ",
            "+",
            "=",
            "==",
            "0",
            "9223372036854775807",
            "9223372036854775808",
            "-",
            "old ",
            "index ",
            "extra ",
            "x000/",
            ".p/",
            "AAAA",
            "/",
            "\u00a0",
            "\ud83d\ude00",
            "tile/");

    private static byte[] flipped(byte[] bytes, Random random) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] twice(byte[] bytes) {
        byte[] doubled = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, doubled, bytes.length, bytes.length);
        return doubled;
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(8)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
