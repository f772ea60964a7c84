package dev.kept.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How the means by which an entry was recorded look on the wire, for good; and that statements from before them stay as they were. */
class MeansTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved-means");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<Arguments> means() {
        UUID client = new UUID(5, 5);
        return Stream.of(
                Arguments.of("unknown", null),
                Arguments.of("page", Means.PAGE),
                Arguments.of("program", Means.program(client, null)),
                Arguments.of("instructed", Means.program(client, new UUID(6, 6))));
    }

    @ParameterizedTest
    @MethodSource("means")
    void they_are_written_as_approved_and_read_back(String name, @Nullable Means means) throws IOException {
        byte[] approved = Files.readAllBytes(APPROVED.resolve(name + ".json"));
        Entry entry = new Entry(
                new UUID(1, 1),
                7,
                new UUID(3, 3),
                Instant.parse("2026-03-01T10:00:00.123Z"),
                new Actor.Member(new UUID(4, 4), Side.B),
                new SeenEvent.EntriesSeen(new UUID(4, 4), List.of(new SeenEvent.Range(1, 6))),
                means);

        assertThat(withoutNumber(Statements.write(entry).bytes())).isEqualTo(withoutNumber(approved));
        assertThat(Statements.read(approved)).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"means\":\"pigeon\",",
                "\"means\":\"program\",",
                "\"means\":\"page\",\"client\":\"00000000-0000-0005-0000-000000000005\",",
                "\"means\":\"program\",\"client\":\"robot\",",
                "\"means\":7,"
            })
    void what_does_not_go_together_is_no_statement(String means) throws IOException {
        String approved = Files.readString(APPROVED.resolve("page.json"));
        byte[] statement = approved.replace("\"means\":\"page\",", means).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Statements.read(statement)).isInstanceOf(UnreadableStatement.class);
    }

    /** How a sequence is written is another matter. */
    private static String withoutNumber(byte[] statement) {
        ObjectNode copy = (ObjectNode) JSON.readTree(statement);
        copy.remove("sequence");
        return copy.toString();
    }
}
