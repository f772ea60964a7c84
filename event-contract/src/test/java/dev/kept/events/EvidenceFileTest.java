package dev.kept.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a file that is named as evidence looks on the wire, for good. Evidence without one is written as before there were files. */
class EvidenceFileTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved-files");
    private static final Path RECEIVED = Path.of("target/received-files");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<Evidence> EVIDENCE = List.of(
            new Evidence(Text.of("Minutes"), null),
            new Evidence(
                    Text.of("The signed report"),
                    null,
                    new EvidenceFile(
                            new UUID(9, 9),
                            48_211,
                            "application/pdf",
                            Text.of("report of March.pdf"),
                            Text.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))));

    private static final Entry DELIVERED = entry(
            new Actor.Member(new UUID(4, 4), Side.B),
            new CommitmentEvent.CommitmentDelivered(new UUID(2, 2), 1, null, EVIDENCE));

    private static final Entry TALKED = entry(
            new Actor.Member(new UUID(4, 4), Side.B),
            new ConversationEvent.ConversationRecorded(
                    new UUID(2, 2),
                    Side.B,
                    new Due(Instant.parse("2026-02-28T10:00:00Z"), "Europe/Berlin"),
                    List.of(),
                    Text.of("We went through the report"),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    EVIDENCE));

    private static final Entry FOUND = entry(
            new Actor.Mediator(new UUID(5, 5)),
            new FindingEvent.FindingRecorded(
                    new UUID(2, 2), Text.of("The report was there"), null, List.of(), EVIDENCE));

    private static Entry entry(Actor actor, LedgerEvent event) {
        return new Entry(new UUID(1, 1), 7, new UUID(3, 3), Instant.parse("2026-03-01T10:00:00.123Z"), actor, event);
    }

    private static Stream<Entry> entries() {
        return Stream.of(DELIVERED, TALKED, FOUND);
    }

    private static String file(Entry entry) {
        return WireTypes.nameOf(entry.event()) + ".json";
    }

    private static JsonNode approved(Entry entry) throws IOException {
        return JSON.readTree(Files.readString(APPROVED.resolve(file(entry))));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void it_is_written_as_approved(Entry entry) throws IOException {
        Statements.Written written = Statements.write(entry);
        ObjectNode received = JSON.createObjectNode();
        received.set("statement", JSON.readTree(written.bytes()));
        received.set(
                "disclosures",
                JSON.valueToTree(
                        written.disclosures().stream().map(Disclosure::encoded).toList()));
        Files.createDirectories(RECEIVED);
        Files.writeString(RECEIVED.resolve(file(entry)), received.toPrettyString() + "\n");

        assertThat(masked(received.get("statement")))
                .isEqualTo(masked(approved(entry).get("statement")));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void what_was_approved_is_read_back(Entry entry) throws IOException {
        JsonNode approved = approved(entry);

        Entry read = Statements.read(
                JSON.writeValueAsBytes(approved.get("statement")),
                approved.get("disclosures")
                        .valueStream()
                        .map(disclosure -> Disclosure.parse(disclosure.stringValue()))
                        .toList());

        assertThat(read).isEqualTo(entry);
    }

    @Test
    void the_entries_that_may_name_evidence_are_found_by_their_names() {
        assertThat(WireTypes.withEvidence())
                .contains(
                        WireTypes.nameOf(DELIVERED.event()),
                        WireTypes.nameOf(TALKED.event()),
                        WireTypes.nameOf(FOUND.event()));
    }

    @Test
    void neither_its_name_nor_the_digest_of_its_bytes_stands_in_the_statement() {
        String statement = new String(Statements.write(DELIVERED).bytes(), StandardCharsets.UTF_8);

        assertThat(statement).contains("48211", "application/pdf").doesNotContain("report of March", "e3b0c442");
    }

    @Test
    void the_places_of_its_texts_are_those_that_are_erased() {
        assertThat(Statements.sealedFields(Statements.write(DELIVERED).bytes()))
                .contains("evidence/1/file/name", EvidenceFile.placeOfDigest(1))
                .doesNotContain(EvidenceFile.placeOfDigest(0));
    }

    /** Salts are random. */
    private static String masked(JsonNode statement) {
        ObjectNode copy = (ObjectNode) statement.deepCopy();
        if (copy.at("/data/sealed") instanceof ObjectNode digests) {
            digests.propertyNames().forEach(field -> digests.put(field, "digest"));
        }
        return copy.toPrettyString();
    }
}
