package dev.kept.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.json.JsonReader;
import dev.kept.transparency.keys.KeyChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReaderTest {

    private static final Path APPROVED = Path.of("../event-contract/src/test/resources/approved");

    /** With the sequence as a number. */
    private static final Path FIRST = Path.of("../event-contract/src/test/resources/approved-first");

    private static final JsonMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonReader READER = new JsonReader();

    private static final String EXAMPLE = """
            {"a":[1,-2.5e+3,0,true,false,null,"x"],"b\\u00e9\\"":{"c":{},"d":[]}, "e" : "\\ud83d\\ude00 \u00e4 \\n\\/"}""";

    static Stream<Path> folders() {
        return Stream.of(FIRST, APPROVED);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void reads_what_the_contract_writes_of_every_event_and_finds_each_text_under_its_digest(Path folder)
            throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> approved = files.toList();
            assertThat(approved).hasSizeGreaterThan(80).allSatisfy(file -> {
                JsonNode example = JACKSON.readTree(file.toFile());
                JsonNode written = example.get("statement");

                Statement statement = Statement.parse(
                        JACKSON.writeValueAsBytes(written),
                        new JsonReader(),
                        written.get("ledger").stringValue().getBytes(StandardCharsets.UTF_8));

                assertThat(statement.sequence())
                        .isEqualTo(written.get("sequence").asLong());
                assertThat(statement.ofLedger()).isTrue();
                assertThat(statement(JACKSON.writeValueAsBytes(written)).ofLedger())
                        .isFalse();
                for (JsonNode disclosure : example.get("disclosures")) {
                    Text text =
                            Text.parse(disclosure.stringValue().getBytes(StandardCharsets.US_ASCII), new JsonReader());
                    SealedText recorded =
                            Objects.requireNonNull(statement.sealed().get(text.field()));
                    assertThat(text.hasDigest(recorded.digest())).isTrue();
                    recorded.show();
                }
                assertThat(statement.sealed().values()).allMatch(SealedText::isShown);
            });
        }
    }

    @Test
    void finds_what_an_erasure_erased() throws IOException {
        JsonNode example = JACKSON.readTree(
                APPROVED.resolve("dev.kept.erasure.erased.v1.json").toFile());
        JsonNode proposed = JACKSON.readTree(
                APPROVED.resolve("dev.kept.erasure.proposed.v1.json").toFile());

        assertThat(statement(JACKSON.writeValueAsBytes(example.get("statement")))
                        .erased())
                .isEqualTo(new Statement.Erased(3, List.of("terms/title", "terms/details")));
        assertThat(statement(JACKSON.writeValueAsBytes(proposed.get("statement")))
                        .erased())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotated", "replaced"})
    void finds_a_change_of_the_key_whose_signatures_hold(String how) throws IOException {
        JsonNode example = JACKSON.readTree(APPROVED.resolve("dev.kept.ledger.key-%s.v1.json".formatted(how))
                .toFile());

        KeyChange change = Objects.requireNonNull(
                statement(JACKSON.writeValueAsBytes(example.get("statement"))).keyChange());

        change.requireSigned();
        assertThat(change.isRotation()).isEqualTo(how.equals("rotated"));
        assertThat(change.sequence()).isEqualTo(12);
    }

    @Test
    void reads_values_with_their_escapes() {
        JsonReader json = new JsonReader(EXAMPLE.getBytes(StandardCharsets.UTF_8));
        json.beginObject();
        assertThat(json.nextMember()).isTrue();
        json.beginArray();
        assertThat(json.nextElement()).isTrue();
        assertThat(json.natural()).isEqualTo(1);
        while (json.nextElement()) {
            json.skip();
        }
        assertThat(json.nextMember()).isTrue();
        assertThat(json.name()).isEqualTo("b\u00e9\"");
        json.skip();
        assertThat(json.nextMember()).isTrue();
        assertThat(json.string()).isEqualTo("\ud83d\ude00 \u00e4 \n/");
        assertThat(json.nextMember()).isFalse();
        json.end();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"a\":{\"b\":1},\"a\":2}]",
                "{}{}",
                "1 x",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "NaN",
                "tru",
                "nul",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\ud800\\u0041\"",
                "\"\\udc00\"",
                "\"\t\"",
                "// c\n1",
                "\ufeff1"
            })
    void anything_else_is_refused(String wrong) {
        assertThatThrownBy(() -> read(wrong.getBytes(StandardCharsets.UTF_8)))
                .as(wrong)
                .isInstanceOf(Malformed.class);
    }

    @Test
    void bytes_that_are_not_utf_8_and_deep_nesting_are_refused() {
        for (byte[] wrong : new byte[][] {
            {'"', (byte) 0xff, '"'},
            {'"', (byte) 0xc3, '"'},
            {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}
        }) {
            assertThatThrownBy(() -> read(wrong)).isInstanceOf(Malformed.class);
        }
        read(("[".repeat(64) + "]".repeat(64)).getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> read(("[".repeat(65) + "]".repeat(65)).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "1e2", "\"1\"", "9223372036854775808", "99999999999999999999", "null"})
    void a_number_that_does_not_count_is_refused(String wrong) {
        assertThatThrownBy(() -> new JsonReader(wrong.getBytes(StandardCharsets.UTF_8)).natural())
                .isInstanceOf(Malformed.class);
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void accepts_what_jackson_accepts_and_nothing_else(@ForAll("seeds") long seed) {
        compare(mutated(new Random(seed)));
    }

    @Property(tries = 1_000_000, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void accepts_of_a_million_inputs_what_jackson_accepts_and_nothing_else(@ForAll("seeds") long seed) {
        compare(mutated(new Random(seed)));
    }

    @Test
    void reads_strings_of_every_length_with_anything_at_every_place() {
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                for (String piece :
                        List.of("\\\"", "\\\\", "\\u0022", "\u0080", "\u00e4\u20ac", "\ud83d\ude00", "!", "#", "[")) {
                    String text = "\u007f".repeat(at) + piece + "a".repeat(length - 1 - at);
                    String json = "{\"" + text + "\":\"" + text + "\",\"z\":1}";
                    JsonNode expected = JACKSON.readTree(json);

                    JsonReader reader = new JsonReader(json.getBytes(StandardCharsets.UTF_8));
                    reader.beginObject();
                    assertThat(reader.nextMember()).isTrue();
                    String name = reader.name();
                    assertThat(expected.get(name).stringValue()).isEqualTo(reader.string());
                    assertThat(reader.passedIs(name.getBytes(StandardCharsets.UTF_8)))
                            .isTrue();
                    assertThat(reader.passedIs((name + "a").getBytes(StandardCharsets.UTF_8)))
                            .isFalse();
                    assertThat(reader.nextMember()).isTrue();
                    assertThat(reader.nameIs("z")).isTrue();
                    assertThat(reader.natural()).isEqualTo(1);
                    assertThat(reader.nextMember()).isFalse();
                    reader.end();
                }
                for (char wrong : new char[] {0, '\n', 0x1f}) {
                    String json = "\"" + "a".repeat(at) + wrong + "\u00e4".repeat(length - at) + "\"";
                    assertThatThrownBy(() -> read(json.getBytes(StandardCharsets.UTF_8)))
                            .isInstanceOf(Malformed.class)
                            .hasMessage("a string holds a control character");
                }
                String cut = "\"" + "a".repeat(at) + "\u00e4".repeat(length - at);
                assertThatThrownBy(() -> read(cut.getBytes(StandardCharsets.UTF_8)))
                        .hasMessage("the JSON is cut off");
            }
        }
    }

    @Test
    void tells_names_of_every_length_from_each_other_and_finds_each_that_stands_twice() {
        List<String> names = new ArrayList<>();
        for (int length = 0; length < 30; length++) {
            names.add("a".repeat(length));
            for (int at = 0; at < length; at++) {
                names.add("a".repeat(at) + "b" + "a".repeat(length - 1 - at));
            }
        }
        String all = names.stream().map(name -> "\"" + name + "\":0").collect(Collectors.joining(","));

        read(("{" + all + "}").getBytes(StandardCharsets.UTF_8));
        for (String name : names) {
            String escaped = name.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
            assertThatThrownBy(() -> read(("{" + all + ",\"" + escaped + "\":0}").getBytes(StandardCharsets.UTF_8)))
                    .hasMessage("a name stands twice in an object");
        }
    }

    private static Statement statement(byte[] bytes) {
        return Statement.parse(bytes, new JsonReader(), new byte[0]);
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    private static void compare(byte[] input) {
        boolean ours;
        try {
            read(input);
            ours = true;
        } catch (Malformed e) {
            ours = false;
        }
        boolean theirs;
        try {
            JsonNode node = JACKSON.readTree(input);
            theirs = !node.isMissingNode() && isUnicode(input, node);
        } catch (JacksonException e) {
            theirs = false;
        }
        assertThat(ours).as(new String(input, StandardCharsets.UTF_8)).isEqualTo(theirs);
    }

    /** Jackson lets lone surrogates pass, a byte order mark, and some bytes that are not UTF-8. */
    private static boolean isUnicode(byte[] input, JsonNode node) {
        String text = new String(input, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), input)
                && !text.startsWith("\ufeff")
                && strings(node)
                        .noneMatch(string -> string.codePoints()
                                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static Stream<String> strings(JsonNode node) {
        Stream<String> own = node.isString() ? Stream.of(node.stringValue()) : node.propertyNames().stream();
        return Stream.concat(own, node.valueStream().flatMap(JsonReaderTest::strings));
    }

    /** With one reader for all: what it read before, and how that ended, is forgotten. */
    private static void read(byte[] input) {
        READER.open(input);
        READER.skip();
        READER.end();
    }

    private static byte[] mutated(Random random) {
        StringBuilder json = new StringBuilder(EXAMPLE);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(json.length());
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            switch (random.nextInt(3)) {
                case 0 -> json.insert(at, piece);
                case 1 -> json.replace(at, Math.min(json.length(), at + random.nextInt(4)), piece);
                default -> json.delete(at, Math.min(json.length(), at + random.nextInt(4)));
            }
            if (json.isEmpty()) {
                json.append('1');
            }
        }
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\\u0061",
            "\\ud800",
            "0",
            "1",
            "-",
            ".",
            "e",
            "true",
            "null",
            " ",
            "\n",
            "\u00e4",
            "\"a\":1,",
            "\"e\":{}",
            "/",
            "\u0001");
}
