package dev.kept.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a file that is named as evidence looks on the wire, for good. Evidence without one is written as before there were files. */
class EvidenceFileTest {

    private static final Path APPROVED =
            Path.of("src/test/resources/approved-files/dev.kept.commitment.delivered.v1.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Entry DELIVERED = new Entry(
            new UUID(1, 1),
            7,
            new UUID(3, 3),
            Instant.parse("2026-03-01T10:00:00.123Z"),
            new Actor.Member(new UUID(4, 4), Side.B),
            new CommitmentEvent.CommitmentDelivered(
                    new UUID(2, 2),
                    1,
                    null,
                    List.of(
                            new Evidence(Text.of("Minutes"), null),
                            new Evidence(
                                    Text.of("The signed report"),
                                    null,
                                    new EvidenceFile(
                                            new UUID(9, 9),
                                            48_211,
                                            "application/pdf",
                                            Text.of("report of March.pdf"),
                                            Text.of(
                                                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))))));

    @Test
    void it_is_written_as_approved() throws IOException {
        Statements.Written written = Statements.write(DELIVERED);

        assertThat(masked(JSON.readTree(written.bytes())))
                .isEqualTo(masked(JSON.readTree(Files.readString(APPROVED)).get("statement")));
    }

    @Test
    void what_was_approved_is_read_back() throws IOException {
        JsonNode approved = JSON.readTree(Files.readString(APPROVED));

        Entry read = Statements.read(
                JSON.writeValueAsBytes(approved.get("statement")),
                approved.get("disclosures")
                        .valueStream()
                        .map(disclosure -> Disclosure.parse(disclosure.stringValue()))
                        .toList());

        assertThat(read).isEqualTo(DELIVERED);
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
