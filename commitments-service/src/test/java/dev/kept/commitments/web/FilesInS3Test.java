package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.evidence.ErasedFiles;
import dev.kept.commitments.evidence.KeptFiles;
import dev.kept.commitments.evidence.ObjectStore;
import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import dev.kept.events.EvidenceFile;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as evidence whose bytes are in a bucket; what is the same wherever they are is {@link FilesTest}'s. */
class FilesInS3Test {

    private static final int SMALL = 300_000;

    /** Sent in three parts, read by many ranges. */
    private static final int LARGE = 11_000_000;

    private static final ObjectStore BUCKET = ObjectStore.start();
    private static final LiveService SERVICE = start();

    private final Two two = Two.open(SERVICE);

    private static LiveService start() {
        Map<String, Object> settings = new HashMap<>(BUCKET.properties());
        settings.put("kept.evidence.store", "s3");
        settings.put("kept.evidence.max-file", "12MB");
        settings.put("kept.evidence.max-ledger", "40MB");
        settings.put("kept.evidence.max-side", "40MB");
        return LiveService.with(settings);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        BUCKET.close();
    }

    @AfterEach
    void nothing_stays_half_done() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(BUCKET.unfinished()).isEmpty());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private Answer upload(Person by, byte[] bytes) {
        return SERVICE.send(SERVICE.request("/api/ledgers" + two.path() + "/files")
                .setHeader("Authorization", "Bearer " + by.name())
                .setHeader("Kept-File-Name", "report.bin")
                .POST(BodyPublishers.ofByteArray(bytes)));
    }

    private Answer delivered(byte[] bytes) {
        Answer uploaded = upload(two.ada(), bytes);
        assertThat(uploaded.status()).as(uploaded.toString()).isEqualTo(201);
        Answer recorded = two.ada()
                .post(
                        two.commitment() + "/deliveries",
                        Map.of("evidence", List.of(Map.of("label", "The report", "file", uploaded.at("/file")))));
        assertThat(recorded.status()).as(recorded.toString()).isEqualTo(200);
        return recorded;
    }

    private String place(Answer recorded) {
        return "/api/ledgers" + two.path() + "/entries/" + recorded.at("/sequence") + "/evidence/0";
    }

    private UUID ledger() {
        return UUID.fromString(two.path().substring(1));
    }

    private List<String> contents() {
        return SERVICE.store()
                .sql("SELECT content_id::text FROM commitments.evidence_content WHERE ledger_id = :ledger")
                .param("ledger", ledger())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private long undeleted() {
        return KeptFiles.of(SERVICE.store()).undeleted();
    }

    /** What the relay does when it comes by the entry that erases. */
    private void erased(Answer recorded) {
        String digest = EvidenceFile.placeOfDigest(0);
        String sequence = recorded.at("/sequence");
        two.ada().post(two.path() + "/entries/" + sequence + "/erasure", Map.of("fields", List.of(digest)));
        new ErasedFiles(SERVICE.dataSource())
                .erase(Map.of(new EntryKey(ledger(), Long.parseLong(sequence)), List.of(digest)));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void what_was_uploaded_is_downloaded_byte_for_byte_and_stands_under_its_random_id_alone(int length) {
        byte[] bytes = random(length);

        Answer recorded = delivered(bytes);

        assertThat(two.bea().get(place(recorded)).response().body()).isEqualTo(bytes);
        assertThat(contents()).hasSize(1);
        assertThat(BUCKET.objects()).contains(ObjectStore.PREFIX + contents().getFirst());
        assertThat(SERVICE.store()
                        .sql("SELECT count(*) FROM commitments.evidence_chunk")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void what_is_in_the_bucket_says_nothing() {
        byte[] words =
                "A sentence that is found wherever it stands. ".repeat(50).getBytes(StandardCharsets.UTF_8);

        delivered(words);

        assertThat(BUCKET.bytes(ObjectStore.PREFIX + contents().getFirst())).satisfies(bytes -> {
            assertThat(bytes.length).isGreaterThan(words.length);
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("sentence");
        });
    }

    @Test
    void the_same_bytes_are_there_once() {
        byte[] bytes = random(SMALL);
        delivered(bytes);
        String first = contents().getFirst();

        assertThat(upload(two.bea(), bytes).status()).isEqualTo(201);

        assertThat(contents()).containsExactly(first);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(removals()).isZero());
    }

    /** Which are due: those of what was still arriving come once more after an hour. */
    private long removals() {
        return SERVICE.store()
                .sql("SELECT count(*) FROM commitments.evidence_removal WHERE next_at <= now()")
                .query(Long.class)
                .single();
    }

    @Test
    void an_upload_that_is_cut_off_leaves_nothing() throws Exception {
        long before = BUCKET.objects().size();
        try (Socket socket =
                new Socket(SERVICE.address().getHost(), SERVICE.address().getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/ledgers" + two.path()
                                    + "/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + two.ada().name()
                                    + "\r\nKept-File-Name: a.bin\r\nContent-Length: 11000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(random(6_000_000));
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !BUCKET.unfinished().isEmpty());
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(contents()).isEmpty());
        assertThat(BUCKET.objects()).hasSize((int) before);
    }

    @Test
    void an_upload_whose_process_died_is_given_up_in_the_bucket_too() {
        UUID content = UUID.randomUUID();
        String key = ObjectStore.PREFIX + content;
        SERVICE.store()
                .sql("INSERT INTO commitments.evidence_content"
                        + " (content_id, ledger_id, size, secret, store, upload_id, expires_at)"
                        + " VALUES (:content, :ledger, 5, :secret, 's3', :upload, now() - interval '1 second')")
                .param("content", content)
                .param("ledger", ledger())
                .param("secret", new byte[32])
                .param("upload", BUCKET.begin(key))
                .update();
        assertThat(BUCKET.unfinished()).contains(key);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(BUCKET.unfinished()).isEmpty());
    }

    @Test
    void what_was_erased_is_unreadable_at_once_and_gone_from_the_bucket_soon() {
        Answer recorded = delivered(random(LARGE));
        String key = ObjectStore.PREFIX + contents().getFirst();

        erased(recorded);

        assertThat(contents()).isEmpty();
        assertThat(two.bea().get(place(recorded)).code()).isEqualTo("file-erased");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(BUCKET.objects()).doesNotContain(key));
    }

    @Test
    void while_the_bucket_is_away_files_are_refused_and_all_else_goes_on_and_what_was_erased_goes_once_it_is_back() {
        byte[] bytes = random(SMALL);
        Answer recorded = delivered(bytes);
        Answer another = delivered(random(SMALL));
        List<String> before = contents();
        Answer refused;
        Answer unread;
        Answer elsewhere;
        BUCKET.stop();
        try {
            refused = upload(two.ada(), random(SMALL));
            unread = two.bea().get(place(recorded));
            elsewhere = two.ada().post(two.commitment() + "/updates", Map.of("text", "x"));
            erased(another);
            assertThat(contents()).hasSize(1);
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(undeleted()).isEqualTo(1));
        } finally {
            BUCKET.startAgain();
        }

        for (Answer answer : List.of(refused, unread)) {
            assertThat(answer.status() + " " + answer.code())
                    .as(answer.toString())
                    .isEqualTo("503 files-unavailable");
            assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
        }
        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(two.bea().get(place(recorded)).response().body()).isEqualTo(bytes);
        SERVICE.store()
                .sql("UPDATE commitments.evidence_removal SET next_at = now()")
                .update();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(BUCKET.objects())
                        .doesNotContain(ObjectStore.PREFIX
                                + before.stream()
                                        .filter(each -> !contents().contains(each))
                                        .findAny()
                                        .orElseThrow()));
        assertThat(undeleted()).isZero();
    }

    @Test
    void an_object_that_is_gone_is_a_file_that_is_lost() {
        Answer recorded = delivered(random(SMALL));
        BUCKET.delete(ObjectStore.PREFIX + contents().getFirst());

        Answer lost = two.bea().get(place(recorded));

        assertThat(lost.status() + " " + lost.code()).isEqualTo("410 file-lost");
    }

    @Test
    void an_export_has_its_bytes() {
        byte[] bytes = random(SMALL);
        delivered(bytes);

        byte[] zip =
                two.bea().get("/api/ledgers" + two.path() + "/proof").response().body();

        assertThat(zip.length).isGreaterThan(SMALL);
    }

    @Test
    void what_came_before_the_bucket_stays_readable_where_it_is() {
        byte[] bytes = random(SMALL);
        Answer recorded = delivered(bytes);
        String content = contents().getFirst();
        byte[] stored = BUCKET.bytes(ObjectStore.PREFIX + content);
        int piece = 256 * 1024 + 16;
        for (int i = 0; i * piece < stored.length; i++) {
            SERVICE.store()
                    .sql("INSERT INTO commitments.evidence_chunk (content_id, number, bytes)"
                            + " VALUES (:content, :number, :bytes)")
                    .param("content", UUID.fromString(content))
                    .param("number", i)
                    .param("bytes", Arrays.copyOfRange(stored, i * piece, Math.min(stored.length, (i + 1) * piece)))
                    .update();
        }
        SERVICE.store()
                .sql("UPDATE commitments.evidence_content SET store = 'postgres' WHERE content_id = :content")
                .param("content", UUID.fromString(content))
                .update();
        BUCKET.delete(ObjectStore.PREFIX + content);

        assertThat(two.bea().get(place(recorded)).response().body()).isEqualTo(bytes);
        SERVICE.store()
                .sql("DELETE FROM commitments.evidence_chunk WHERE content_id = :content")
                .param("content", UUID.fromString(content))
                .update();
    }
}
