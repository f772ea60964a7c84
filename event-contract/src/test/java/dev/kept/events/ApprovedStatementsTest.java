package dev.kept.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each event looks like on the wire, for good. A file holds one statement and its disclosures; it is never changed once released.
 * A changed event gets the next revision of its name and a file of its own; the old file stays, and stays readable.
 */
class ApprovedStatementsTest {
    private static final Path APPROVED = Path.of("src/test/resources/approved");

    /** As the first version wrote them: with the sequence as a number. Nothing writes them any more, and they stay readable. */
    private static final Path FIRST = Path.of("src/test/resources/approved-first");

    private static final Path RECEIVED = Path.of("target/received");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Entry> EXAMPLES = Examples.all().stream()
            .collect(Collectors.toMap(example -> WireTypes.nameOf(example.event()), Function.identity()));

    @Test
    void every_event_has_a_wire_name_an_example_and_an_approved_file() {
        List<String> names = leaves(LedgerEvent.class).map(WireTypes::nameOf).toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(WireTypes.names()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(EXAMPLES.keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(approvedNames()).containsAll(names);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_statement_is_written_as_approved(String name) throws IOException {
        Statements.Written written = Statements.write(requireNonNull(EXAMPLES.get(name)));
        ObjectNode received = JSON.createObjectNode();
        received.set("statement", JSON.readTree(written.bytes()));
        received.set(
                "disclosures",
                JSON.valueToTree(
                        written.disclosures().stream().map(Disclosure::encoded).toList()));
        Files.createDirectories(RECEIVED);
        Files.writeString(RECEIVED.resolve(name + ".json"), received.toPrettyString() + "\n");

        assertThat(masked(received))
                .as("differs from the approved file; what was received stands in %s", RECEIVED)
                .isEqualTo(masked(approved(name)));
    }

    @ParameterizedTest
    @MethodSource("everApproved")
    void what_was_ever_approved_stays_readable(Path file) {
        String name = nameOf(file);
        JsonNode approved = read(file);
        Entry entry = Statements.read(
                JSON.writeValueAsBytes(approved.get("statement")),
                approved.get("disclosures")
                        .valueStream()
                        .map(disclosure -> Disclosure.parse(disclosure.stringValue()))
                        .toList());

        assertThat(WireTypes.nameOf(entry.event())).isEqualTo(name);
        // An older revision has no example: nothing writes it any more.
        Optional.ofNullable(EXAMPLES.get(name))
                .ifPresent(example -> assertThat(entry).isEqualTo(example));
    }

    @ParameterizedTest
    @MethodSource("approvedNames")
    void no_text_stands_in_an_approved_statement(String name) {
        JsonNode approved = approved(name);
        String statement = approved.get("statement").toString();

        approved.get("disclosures")
                .valueStream()
                .map(disclosure -> Disclosure.parse(disclosure.stringValue()).value())
                .forEach(text -> assertThat(statement).doesNotContain(text));
    }

    private static Stream<String> examples() {
        return EXAMPLES.keySet().stream().sorted();
    }

    private static List<String> approvedNames() {
        return files(APPROVED).map(ApprovedStatementsTest::nameOf).toList();
    }

    private static Stream<Path> everApproved() {
        return Stream.of(FIRST, APPROVED).flatMap(ApprovedStatementsTest::files);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".json".length());
    }

    private static JsonNode approved(String name) {
        return read(APPROVED.resolve(name + ".json"));
    }

    private static JsonNode read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("no approved file " + file.getFileName(), e);
        }
    }

    /** Salts are random: of a disclosure its field and text remain, of a digest its place. */
    private static String masked(JsonNode file) {
        ObjectNode copy = (ObjectNode) file.deepCopy();
        if (copy.at("/statement/data/sealed") instanceof ObjectNode digests) {
            digests.propertyNames().forEach(field -> digests.put(field, "digest"));
        }
        List<String> disclosures = copy.get("disclosures")
                .valueStream()
                .map(disclosure -> Disclosure.parse(disclosure.stringValue()))
                .map(disclosure -> disclosure.field() + ": " + disclosure.value())
                .toList();
        copy.set("disclosures", JSON.valueToTree(disclosures));
        return copy.toPrettyString();
    }

    @SuppressWarnings("unchecked")
    private static Stream<Class<? extends LedgerEvent>> leaves(Class<? extends LedgerEvent> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(permitted -> leaves((Class<? extends LedgerEvent>) permitted))
                : Stream.of(type);
    }
}
