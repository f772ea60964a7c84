package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import dev.kept.endtoend.TwoParties.Promise;
import dev.kept.transparency.verify.Verify;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A file as evidence: handed in by one side, read by the other, checked offline, and erased. */
class EvidenceFilesTest {

    private final TwoParties parties = TwoParties.meet();

    /** More than a body may be that is no file. */
    private final byte[] bytes = new byte[3_000_000];

    EvidenceFilesTest() {
        new Random(7).nextBytes(bytes);
    }

    private Answer delivered(Promise promise) {
        String file = parties.ada()
                .upload(parties.path("/files"), "Bericht für März.pdf", bytes, "Content-Type", "application/pdf")
                .expect(201)
                .text("file");
        return parties.ada()
                .post(
                        promise.path() + "/deliveries",
                        Map.of("evidence", List.of(Map.of("label", "The report", "file", file))))
                .expect(200);
    }

    private String verified(Path folder) throws Exception {
        Path export = folder.resolve("export.zip");
        Files.write(export, parties.bea().download(parties.path("/proof")).body());
        String key = parties.bea().get(parties.path("/tree-key")).expect(200).text("verifierKey");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int ended = Verify.run(List.of("--key", key, export.toString()), printed, printed);
        assertThat(ended).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(Verify.HOLDS);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_one_side_hands_in_the_other_reads_checks_and_no_longer_finds_once_it_is_erased(@TempDir Path folder)
            throws Exception {
        Promise promise = parties.promise(Duration.ofDays(3));
        Answer recorded = delivered(promise);
        long sequence = recorded.body().get("sequence").asLong();
        String entry = parties.path("/entries/" + sequence);

        JsonNode item =
                parties.bea().getAtLeast(sequence, promise.path()).expect(200).body();
        JsonNode file = item.at("/occurrences/0/deliveries/0/evidence/0/file");
        JsonNode linked = parties.bea()
                .getAtLeast(sequence, entry)
                .expect(200)
                .body()
                .get("fields")
                .valueStream()
                .filter(field -> field.get("name").asString().equals("evidence"))
                .findFirst()
                .orElseThrow()
                .get("file");

        String sha256 = file.get("sha256").asString();
        assertThat(file.get("name").asString()).isEqualTo("Bericht für März.pdf");
        assertThat(file.get("size").asLong()).isEqualTo(bytes.length);
        assertThat(linked.get("number").asInt()).isZero();
        assertThat(linked.get("mediaType").asString()).isEqualTo("application/pdf");
        assertThat(linked.get("sha256").asString()).isEqualTo(sha256).hasSize(64);
        assertThat(parties.bea().download(entry + "/evidence/0").body()).isEqualTo(bytes);
        assertThat(verified(folder)).contains("1 file is shown and match their entries.");

        long erased = parties.ada()
                .post(entry + "/erasure", Map.of("fields", List.of("evidence/0/file/sha256")))
                .expect(200)
                .body()
                .get("sequence")
                .asLong();

        assertThat(parties.bea().download(entry + "/evidence/0").statusCode()).isEqualTo(410);
        assertThat(parties.bea().getAtLeast(erased, promise.path()).response().body())
                .contains("Bericht für März.pdf")
                .doesNotContain(sha256);
        assertThat(parties.bea().getAtLeast(erased, entry).response().body()).doesNotContain(sha256);
        assertThat(verified(folder)).contains("1 text was erased since", "1 file with them");
    }

    @Test
    void a_conversation_names_its_minutes_and_they_are_checked_like_any_file(@TempDir Path folder) throws Exception {
        String file = parties.ada()
                .upload(parties.path("/files"), "minutes.txt", bytes, "Content-Type", "text/plain")
                .expect(201)
                .text("file");
        Map<String, Object> conversation = Map.of(
                "occurred",
                "2026-01-15",
                "zone",
                "Europe/Berlin",
                "synopsis",
                "We went through the release",
                "evidence",
                List.of(Map.of("label", "Minutes", "file", file)));
        Answer recorded =
                parties.bea().post(parties.path("/conversations"), conversation).expect(409);
        assertThat(recorded.text("code")).isEqualTo("file-not-found");
        recorded =
                parties.ada().post(parties.path("/conversations"), conversation).expect(201);
        long sequence = recorded.body().get("sequence").asLong();

        JsonNode item = parties.bea()
                .getAtLeast(sequence, parties.path("/conversations/" + recorded.text("id")))
                .expect(200)
                .body();

        assertThat(item.at("/evidence/0/file/name").asString()).isEqualTo("minutes.txt");
        assertThat(parties.bea()
                        .download(parties.path("/entries/" + sequence + "/evidence/0"))
                        .body())
                .isEqualTo(bytes);
        assertThat(verified(folder)).contains("1 file is shown and match their entries.");
    }

    @Test
    void its_name_type_and_size_stand_in_the_document() {
        String file = parties.ada()
                .upload(parties.path("/files"), "minutes of March.txt", bytes, "Content-Type", "text/plain")
                .expect(201)
                .text("file");
        Map<String, Object> decision = Map.of(
                "statement",
                "We keep the report",
                "rationale",
                "Both need it",
                "evidence",
                List.of(Map.of("label", "Minutes", "file", file)));
        String decided = parties.ada()
                .post(parties.path("/decisions"), decision)
                .expect(201)
                .text("id");
        long agreed = parties.bea()
                .post(parties.path("/decisions/" + decided + "/agreement"), Map.of())
                .expect(200)
                .body()
                .get("sequence")
                .asLong();

        for (String format : List.of("markdown", "html")) {
            assertThat(parties.bea()
                            .getAtLeast(agreed, parties.path("/document?format=" + format))
                            .expect(200)
                            .response()
                            .body())
                    .contains("minutes of March.txt")
                    .contains("(text/plain, 2.9 MB)");
        }
    }
}
