package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.endtoend.Person.Answer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A text that was erased stands in no file any more: not in PostgreSQL's, Kafka's or a log, whatever was done with it before. Only a
 * folder of real servers can show that.
 */
@Tag("long")
class ErasedEverywhereTest {

    private static final String CANARY = "zyxcanaryquokka";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path data;

    @Test
    void an_erased_text_stands_in_no_file_once_the_stated_time_has_passed() throws Exception {
        try (Program program = new Program();
                RunningKept kept = RunningKept.up(
                        data, "-Dkept.kafka.compaction-lag=PT1S", "-Dkept.erasure.purge-interval=PT5S")) {
            Person ada = Person.signUp(kept.url(), "Ada", "ada@example.org");
            Person bea = Person.signUp(kept.url(), "Bea", "bea@example.org");
            TwoParties parties = TwoParties.meet(ada, bea);
            ada.getOnceThere(2, parties.path(""));
            ada.post(parties.path("/webhooks"), Map.of("url", program.url(), "fromSequence", 0))
                    .expect(201);
            List<Answer> written = List.of(raised(parties), learned(parties), drafted(parties), handedIn(parties));
            long head = written.stream()
                    .mapToLong(each -> each.body().get("sequence").asLong())
                    .max()
                    .orElseThrow();
            readAll(parties, head);
            assertThat(filesWith())
                    .as("files that hold a text before it is erased")
                    .isNotEmpty();

            List<List<String>> places = List.of(
                    List.of("behaviour"),
                    List.of("learned"),
                    List.of("learned"),
                    List.of("evidence/0/file/name", "evidence/0/file/sha256"));
            long last = head;
            for (int i = 0; i < written.size(); i++) {
                last = ada.post(
                                parties.path("/entries/"
                                        + written.get(i).body().get("sequence").asLong() + "/erasure"),
                                Map.of("fields", places.get(i)))
                        .expect(200)
                        .body()
                        .get("sequence")
                        .asLong();
            }
            ada.getOnceThere(last, parties.path(""));
            assertThat(ada.get(parties.path("/entries?q=" + CANARY)).body().get("items"))
                    .isEmpty();

            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
                checkpoint();
                assertThat(filesWith())
                        .as("files that still hold an erased text")
                        .isEmpty();
            });
            assertThat(kept.said()).noneMatch(line -> line.contains(CANARY));
        }
    }

    private static Answer raised(TwoParties parties) {
        return parties.ada()
                .post(
                        parties.path("/concerns"),
                        Map.of(
                                "title", "Late answers",
                                "behaviour", "Nobody answered, " + CANARY,
                                "impact", "We waited",
                                "purpose", "A release that works",
                                "invitation", "Tell us how you see it"))
                .expect(201);
    }

    private static Answer learned(TwoParties parties) {
        // Repeated under one key: what is kept of the request must not tell the text.
        Map<String, Object> lesson = Map.of("learned", "Ask early, " + CANARY, "differently", "We ask a day before");
        parties.ada()
                .post(parties.path("/lessons"), lesson, "Idempotency-Key", "canary")
                .expect(201);
        return parties.ada()
                .post(parties.path("/lessons"), lesson, "Idempotency-Key", "canary")
                .expect(201);
    }

    private static Answer drafted(TwoParties parties) {
        String draft = parties.ada()
                .post(
                        "/api/drafts",
                        Map.of(
                                "path",
                                parties.path("/lessons"),
                                "body",
                                Map.of("learned", "Sleep on it, " + CANARY, "differently", "We wait"),
                                "zone",
                                "Europe/Berlin",
                                "coolsUntil",
                                "none"))
                .expect(201)
                .text("draft");
        return parties.ada().post("/api/drafts/" + draft + "/release", Map.of()).expect(201);
    }

    private static Answer handedIn(TwoParties parties) {
        String file = parties.ada()
                .upload(parties.path("/files"), CANARY + ".txt", ("Bytes, " + CANARY).getBytes(UTF_8))
                .expect(201)
                .text("file");
        return parties.ada()
                .post(
                        parties.path("/decisions"),
                        Map.of(
                                "statement", "We keep it",
                                "rationale", "Both need it",
                                "evidence", List.of(Map.of("label", "Notes", "file", file))))
                .expect(201);
    }

    private static void readAll(TwoParties parties, long head) {
        for (String path : List.of(
                "/entries?q=" + CANARY,
                "/document",
                "/document?format=pdf",
                "/document?format=markdown",
                "/export?format=jsonl",
                "/export?format=csv",
                "/review")) {
            parties.bea().getOnceThere(head, parties.path(path));
        }
        parties.ada()
                .post(
                        "/api/tone-checks",
                        Map.of("language", "en", "texts", List.of(Map.of("field", "one", "text", "You, " + CANARY))))
                .expect(200);
    }

    /** What PostgreSQL does by itself every few minutes, done now. */
    private void checkpoint() throws IOException, SQLException {
        List<String> process = Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"));
        String password = Files.readString(data.resolve("secrets/postgres")).strip();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + process.get(3) + "/kept", "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
            statement.execute("checkpoint");
        }
    }

    private List<String> filesWith() throws IOException {
        List<String> needles = needles();
        TreeSet<String> found = new TreeSet<>();
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    try {
                        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
                        needles.stream()
                                .filter(bytes::contains)
                                .forEach(needle -> found.add(data.relativize(file) + " as " + needle));
                    } catch (NoSuchFileException e) {
                        // A server has deleted it meanwhile.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            /** A server has deleted it meanwhile. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new ArrayList<>(found);
    }

    /** The text as it is, and what base64 makes of it wherever it stands in what is encoded. */
    private static List<String> needles() {
        List<String> needles = new ArrayList<>(List.of(CANARY));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = ("x".repeat(shift) + CANARY).getBytes(UTF_8);
            String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(shifted);
            // The characters at both ends depend on what stands beside the text.
            needles.add(encoded.substring(shift == 0 ? 0 : 4, encoded.length() - 2));
        }
        return needles;
    }
}
