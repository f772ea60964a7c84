package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.evidence.ErasedFiles;
import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import dev.kept.events.EvidenceFile;
import dev.kept.transparency.verify.Verify;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as evidence, from the upload to the last byte. */
class FilesTest {

    private static final LiveService SERVICE = LiveService.shared();
    private static final int PIECES = 3;

    private final Two two = Two.open(SERVICE);

    /** Longer than one piece of what is stored. */
    private final byte[] bytes = random(PIECES * 256 * 1024 - 7);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private static HttpRequest.Builder request(Person by, String path, String name) {
        return SERVICE.request("/api/ledgers" + path + "/files")
                .setHeader("Authorization", "Bearer " + by.name())
                .setHeader("Kept-File-Name", encoded(name));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Answer upload(Person by, String path, String name, String type, byte[] body) {
        return SERVICE.send(
                request(by, path, name).setHeader("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private String uploaded(Person by) {
        Answer answer = upload(by, two.path(), "Bericht für März.pdf", "application/pdf", bytes);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.at("/file");
    }

    private static Map<String, Object> naming(String... files) {
        return Map.of(
                "evidence",
                List.of(files).stream()
                        .map(file -> Map.of("label", "The report", "file", file))
                        .toList());
    }

    /** Where the first piece of evidence of what was recorded is downloaded. */
    private String place(Answer recorded) {
        assertThat(recorded.status()).as(recorded.toString()).isLessThan(300);
        return "/api/ledgers" + two.path() + "/entries/" + recorded.at("/sequence") + "/evidence/0";
    }

    private Answer delivered() {
        return two.ada().post(two.commitment() + "/deliveries", naming(uploaded(two.ada())));
    }

    private long rows(String table) {
        return SERVICE.store()
                .sql("SELECT count(*) FROM commitments." + table
                        + (table.equals("evidence_chunk")
                                ? " JOIN commitments.evidence_content USING (content_id)"
                                : "")
                        + " WHERE ledger_id = :ledger")
                .param("ledger", UUID.fromString(two.path().substring(1)))
                .query(Long.class)
                .single();
    }

    private void assertNothingIsLeft() {
        assertThat(List.of(rows("evidence_file"), rows("evidence_content"), rows("evidence_chunk")))
                .containsExactly(0L, 0L, 0L);
    }

    @Test
    void what_was_uploaded_and_named_is_downloaded_by_both_sides_and_the_mediator_byte_for_byte() throws Exception {
        Answer uploaded = upload(two.ada(), two.path(), "Bericht für März.pdf", "Application/PDF; x=y", bytes);

        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.at("/size")).isEqualTo(Integer.toString(bytes.length));
        assertThat(uploaded.at("/sha256")).isEqualTo(sha256(bytes));
        String place = place(two.ada().post(two.commitment() + "/deliveries", naming(uploaded.at("/file"))));
        for (Person reader : List.of(two.ada(), two.bea(), two.mediator())) {
            Answer downloaded = reader.get(place);
            assertThat(downloaded.status()).isEqualTo(200);
            assertThat(downloaded.response().body()).isEqualTo(bytes);
            assertThat(downloaded.header("Content-Type")).isEqualTo("application/pdf");
            assertThat(downloaded.header("Content-Length")).isEqualTo(Integer.toString(bytes.length));
            assertThat(downloaded.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(downloaded.header("Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
            assertThat(downloaded.header("Content-Disposition"))
                    .startsWith("attachment;")
                    .contains("filename*=UTF-8''Bericht%20f%C3%BCr%20M%C3%A4rz.pdf");
        }
    }

    @Test
    void the_statement_holds_its_size_and_type_and_neither_its_name_nor_the_digest_of_its_bytes() throws Exception {
        Answer recorded = delivered();

        String statement = SERVICE.store()
                .sql("SELECT convert_from(statement, 'UTF8') FROM commitments.entry WHERE ledger_id = :ledger"
                        + " AND sequence = :sequence")
                .param("ledger", UUID.fromString(two.path().substring(1)))
                .param("sequence", recorded.json().at("/sequence").asLong())
                .query(String.class)
                .single();

        assertThat(statement)
                .contains("\"size\":" + bytes.length, "\"mediaType\":\"application/pdf\"")
                .contains("\"evidence/0/file/name\":", "\"evidence/0/file/sha256\":")
                .doesNotContain("Bericht", sha256(bytes));
    }

    @Test
    void its_bytes_are_in_no_row_as_they_were_sent() {
        byte[] words =
                "A sentence that is found wherever it stands. ".repeat(50).getBytes(StandardCharsets.UTF_8);

        assertThat(upload(two.ada(), two.path(), "a.txt", "text/plain", words).status())
                .isEqualTo(201);

        assertThat(SERVICE.store()
                        .sql("SELECT count(*) FROM commitments.evidence_chunk WHERE position(:words IN bytes) > 0")
                        .param("words", "A sentence that is found".getBytes(StandardCharsets.UTF_8))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void concerns_and_decisions_also_within_a_conversation_name_files() {
        Map<String, Object> evidence = naming(uploaded(two.bea()));
        Map<String, Object> concern = new HashMap<>(evidence);
        List.of("title", "purpose", "behaviour", "impact", "invitation").forEach(name -> concern.put(name, "x"));
        Map<String, Object> decision = new HashMap<>(evidence);
        List.of("statement", "rationale").forEach(name -> decision.put(name, "x"));
        Map<String, Object> conversation = Map.of(
                "occurred", "2026-02-20", "zone", "Europe/Berlin", "synopsis", "x", "decisions", List.of(decision));

        Answer raised = two.bea().post(two.path() + "/concerns", concern);
        Answer proposed = two.bea().post(two.path() + "/decisions", decision);
        Answer talked = two.bea().post(two.path() + "/conversations", conversation);

        assertThat(two.ada().get(place(raised)).response().body()).isEqualTo(bytes);
        assertThat(two.ada().get(place(proposed)).response().body()).isEqualTo(bytes);
        assertThat(two.ada().get(place(talked)).response().body()).isEqualTo(bytes);
    }

    @Test
    void a_conversation_and_a_finding_name_files_of_their_own() {
        Person mira = two.mediator();
        Map<String, Object> conversation = new HashMap<>(naming(uploaded(two.bea())));
        conversation.putAll(Map.of("occurred", "2026-02-20", "zone", "Europe/Berlin", "synopsis", "x"));
        Map<String, Object> finding = new HashMap<>(naming(uploaded(mira)));
        finding.put("text", "x");

        Answer talked = two.bea().post(two.path() + "/conversations", conversation);
        Answer found = mira.post(two.path() + "/findings", finding);

        for (Answer recorded : List.of(talked, found)) {
            for (Person reader : List.of(two.ada(), two.bea(), mira)) {
                assertThat(reader.get(place(recorded)).response().body()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void the_same_command_under_the_same_key_is_recorded_once() {
        String delivery = two.commitment() + "/deliveries";
        Map<String, Object> body = naming(uploaded(two.ada()));

        Answer first = two.ada().post(delivery, body, "Idempotency-Key", "one");
        Answer again = two.ada().post(delivery, body, "Idempotency-Key", "one");

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void the_same_bytes_are_stored_once_in_a_ledger() {
        uploaded(two.ada());
        uploaded(two.bea());

        assertThat(rows("evidence_file")).isEqualTo(2);
        assertThat(rows("evidence_content")).isEqualTo(1);
        assertThat(rows("evidence_chunk")).isEqualTo(PIECES);
    }

    @Test
    void a_body_of_unknown_length_is_taken() {
        Answer answer = SERVICE.send(request(two.ada(), two.path(), "a.bin")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.at("/mediaType")).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, true, inline",
        "application/pdf, true, inline",
        "image/png, false, attachment",
        "text/html, true, attachment",
        "image/svg+xml, true, attachment"
    })
    void only_pictures_and_pdf_are_shown_and_only_when_asked_for(String type, boolean inline, String disposition) {
        String file = upload(two.ada(), two.path(), "a", type, bytes).at("/file");
        String place = place(two.ada().post(two.commitment() + "/deliveries", naming(file)));

        Answer downloaded = two.bea().get(place + "?inline=" + inline);

        assertThat(downloaded.header("Content-Disposition")).startsWith(disposition + ";");
        assertThat(downloaded.header("Content-Security-Policy")).startsWith("sandbox;");
        assertThat(downloaded.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Nested
    class Its_preview {

        private byte[] picture(int width, int height) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        }

        private String previewed(String type, byte[] file) {
            Answer uploaded = upload(two.ada(), two.path(), "photo.png", type, file);
            return place(two.ada().post(two.commitment() + "/deliveries", naming(uploaded.at("/file")))) + "/preview";
        }

        @Test
        void is_small_harmless_and_kept_by_browsers_only_as_long_as_the_file_is_there() throws IOException {
            String preview = previewed("image/png", picture(2000, 1000));

            for (Person reader : List.of(two.ada(), two.bea(), two.mediator())) {
                Answer answer = reader.get(preview);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(answer.header("Content-Security-Policy")).startsWith("sandbox;");
                assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
                BufferedImage small =
                        ImageIO.read(new ByteArrayInputStream(answer.response().body()));
                assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(320, 160);
            }
            String tag = two.bea().get(preview).header("ETag");
            HttpRequest.Builder again = SERVICE.request(preview)
                    .setHeader("Authorization", "Bearer " + two.bea().name())
                    .setHeader("If-None-Match", tag)
                    .GET();
            assertThat(SERVICE.send(again).status()).isEqualTo(304);

            String entry = preview.replaceFirst("^/api/ledgers", "").replaceFirst("/evidence/0/preview$", "");
            two.ada().post(entry + "/erasure", Map.of("fields", List.of(EvidenceFile.placeOfDigest(0))));

            assertThat(SERVICE.send(again).status()).isEqualTo(410);
        }

        @Test
        void is_refused_to_an_outsider() throws IOException {
            String preview = previewed("image/png", picture(10, 10));

            assertThat(two.another("eve").get(preview).code()).isEqualTo("ledger-not-found");
            assertThat(SERVICE.send(SERVICE.request(preview).GET()).status()).isEqualTo(401);
        }

        @Test
        void is_not_there_for_a_bomb_a_broken_one_another_type_or_no_picture() throws IOException {
            byte[] broken = picture(300, 300);
            byte[] bomb = picture(5000, 5000);
            for (String none : List.of(
                    previewed("image/png", Arrays.copyOf(broken, broken.length / 2)),
                    previewed("image/png", bomb),
                    previewed("image/jpeg", picture(20, 20)),
                    previewed("image/png", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)),
                    previewed("text/html", picture(21, 21)))) {
                Answer answer = two.bea().get(none);
                assertThat(answer.status() + " " + answer.code()).isEqualTo("404 no-preview");
                assertThat(two.bea().get(none).code()).isEqualTo("no-preview");
            }
        }
    }

    @Nested
    class In_an_export {

        @TempDir
        Path folder;

        private String verified(String query) throws Exception {
            Path export = folder.resolve("export.zip");
            Files.write(
                    export,
                    two.bea()
                            .get("/api/ledgers" + two.path() + "/proof" + query)
                            .response()
                            .body());
            String key =
                    two.bea().get("/api/ledgers" + two.path() + "/tree-key").at("/verifierKey");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
            int ended = Verify.run(List.of("--key", key, export.toString()), printed, printed);
            assertThat(ended).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(Verify.HOLDS);
            return out.toString(StandardCharsets.UTF_8);
        }

        @Test
        void its_bytes_are_checked_offline_against_the_entry_that_names_it() throws Exception {
            delivered();

            assertThat(verified("")).contains("1 file is shown and match their entries.");
        }

        @Test
        void it_is_left_out_alone_or_with_the_texts() throws Exception {
            Answer recorded = delivered();

            assertThat(verified("?files=false")).contains("1 file was left out of this export");
            assertThat(verified("?texts=false")).doesNotContain("file is shown").contains("left out");
            assertThat(verified("?leaveOut=" + recorded.at("/sequence")))
                    .doesNotContain("file is shown")
                    .contains("1 file with them");
        }
    }

    @Nested
    class Is_refused {

        private void assertRefused(Answer answer, int status, String code) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.at("/detail")).endsWith(".");
        }

        private Answer nameIt(Person by, String commitment, String file) {
            long before = SERVICE.entries();
            Answer answer = by.post(commitment + "/deliveries", naming(file));
            assertThat(SERVICE.entries()).isEqualTo(before);
            return answer;
        }

        @Test
        void an_upload_by_an_outsider() {
            assertRefused(upload(two.another("eve"), two.path(), "a", "text/plain", bytes), 404, "ledger-not-found");
            assertNothingIsLeft();
        }

        @Test
        void an_upload_without_a_token() {
            Answer answer = SERVICE.send(SERVICE.request("/api/ledgers" + two.path() + "/files")
                    .POST(BodyPublishers.ofByteArray(new byte[100])));

            assertRefused(answer, 401, "unauthenticated");
        }

        @Test
        void a_download_by_an_outsider() {
            String place = place(delivered());

            assertRefused(two.another("eve").get(place), 404, "ledger-not-found");
        }

        @Test
        void a_download_of_what_is_no_file() {
            Answer made = two.ada().post(two.path() + "/commitments", Two.terms());
            String place = place(made);

            assertRefused(two.bea().get(place), 404, "not-found");
            assertRefused(two.bea().get(place.replace("/evidence/0", "/evidence/-1")), 404, "not-found");
            assertRefused(two.bea().get(place.replaceAll("/entries/[0-9]+", "/entries/999")), 404, "not-found");
        }

        @Test
        void a_file_of_another_member_another_ledger_or_nobody() {
            String commitment = two.commitment();

            assertRefused(nameIt(two.ada(), commitment, uploaded(two.joinedMember())), 409, "file-not-found");
            assertRefused(nameIt(two.ada(), commitment, uploaded(two.bea())), 409, "file-not-found");
            assertRefused(nameIt(two.ada(), commitment, uploaded(two.mediator())), 409, "file-not-found");
            Answer elsewhere = two.ada().post("", Map.of("title", "Elsewhere", "partyName", "Platform"));
            String theirs = upload(two.ada(), "/" + elsewhere.id(), "a", "text/plain", bytes)
                    .at("/file");
            assertRefused(nameIt(two.ada(), commitment, theirs), 409, "file-not-found");
            assertRefused(nameIt(two.ada(), commitment, UUID.randomUUID().toString()), 409, "file-not-found");
        }

        @Test
        void a_file_that_is_too_long_whether_it_says_so_or_not() {
            byte[] long_ = new byte[1024 * 1024 + 1];

            assertRefused(upload(two.ada(), two.path(), "a", "text/plain", long_), 413, "file-too-large");
            assertRefused(
                    SERVICE.send(request(two.ada(), two.path(), "a")
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(long_)))),
                    413,
                    "file-too-large");
            assertNothingIsLeft();
        }

        @Test
        void an_empty_file() {
            assertRefused(upload(two.ada(), two.path(), "a", "text/plain", new byte[0]), 400, "file-empty");
            assertNothingIsLeft();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../../etc/passwd",
                    "C:\\temp\\a.txt",
                    "a\u0000b",
                    "a\nb",
                    "..",
                    "gnp.\u202Eexe",
                    "a\u200F.txt",
                    "\u2066a\u2069"
                })
        void a_name_with_a_folder_control_characters_or_marks_of_direction(String name) {
            Answer answer = upload(two.ada(), two.path(), name, "text/plain", bytes);

            assertRefused(answer, 400, "invalid-fields");
            assertThat(answer.at("/errors/0/pointer")).isEqualTo("#/header/Kept-File-Name");
            assertThat(answer.at("/errors/0/code")).isEqualTo("invalid-name");
            assertNothingIsLeft();
        }

        @Test
        void everything_that_is_wrong_with_its_headers_at_once() {
            Answer answer = SERVICE.send(SERVICE.request("/api/ledgers" + two.path() + "/files")
                    .setHeader("Authorization", "Bearer " + two.ada().name())
                    .setHeader("Kept-File-Name", "%FF")
                    .setHeader("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofByteArray(bytes)));

            assertRefused(answer, 400, "invalid-fields");
            assertThat(answer.json()
                            .at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").asString())
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("#/header/Kept-File-Name", "#/header/Content-Type");
        }

        private Answer sent(Person by, int length, boolean declared) {
            byte[] file = random(length);
            return declared
                    ? upload(by, two.path(), "a", "text/plain", file)
                    : SERVICE.send(request(by, two.path(), "a")
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file))));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void a_file_for_which_its_side_has_no_room_although_the_ledger_has(boolean declared) {
            assertThat(sent(two.ada(), 700 * 1024, declared).status()).isEqualTo(201);
            assertThat(sent(two.joinedMember(), 200 * 1024, declared).status()).isEqualTo(201);

            Answer refused = sent(two.ada(), 400 * 1024, declared);

            assertRefused(refused, 409, "files-of-side-full");
            assertThat(refused.at("/detail"))
                    .isEqualTo("All files of your side together may have at most 1200 KB here; 300 KB are left.");
            assertThat(refused.at("/facts/left")).isEqualTo(Integer.toString(300 * 1024));
            assertThat(sent(two.bea(), 400 * 1024, declared).status()).isEqualTo(201);
            assertThat(sent(two.mediator(), 400 * 1024, declared).status()).isEqualTo(201);
            assertThat(rows("evidence_content")).isEqualTo(4);
        }

        @Test
        void what_two_sides_hand_in_counts_for_both() {
            byte[] same = random(800 * 1024);
            for (Person by : List.of(two.ada(), two.bea())) {
                assertThat(upload(by, two.path(), "a", "text/plain", same).status())
                        .isEqualTo(201);
            }

            for (Person by : List.of(two.ada(), two.bea())) {
                assertRefused(sent(by, 500 * 1024, true), 409, "files-of-side-full");
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void a_file_for_which_the_ledger_has_no_room(boolean declared) {
            for (Person by : List.of(two.ada(), two.bea())) {
                assertThat(sent(by, 900 * 1024, true).status()).isEqualTo(201);
            }

            Answer refused = sent(two.mediator(), 400 * 1024, declared);

            assertRefused(refused, 409, "files-full");
            assertThat(refused.at("/detail")).endsWith(" may have at most 2048 KB here; 248 KB are left.");
            assertThat(sent(two.mediator(), 200 * 1024, true).status()).isEqualTo(201);
            assertThat(rows("evidence_content")).isEqualTo(3);
        }

        @Test
        void an_upload_that_is_cut_off_and_nothing_of_it_stays() throws Exception {
            try (Socket socket =
                    new Socket(SERVICE.address().getHost(), SERVICE.address().getPort())) {
                socket.getOutputStream()
                        .write(("POST /api/ledgers" + two.path()
                                        + "/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                        + two.ada().name()
                                        + "\r\nKept-File-Name: a.bin\r\nContent-Length: 900000\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(random(600 * 1024));
                socket.getOutputStream().flush();
                await().atMost(Duration.ofSeconds(10)).until(() -> rows("evidence_chunk") == 2);
            }

            await().atMost(Duration.ofSeconds(10)).untilAsserted(FilesTest.this::assertNothingIsLeft);
        }
    }

    @Nested
    class Once_nobody_needs_it {

        private void untouched() {
            SERVICE.store()
                    .sql("UPDATE commitments.evidence_file SET touched_at = now() - interval '2 minutes'"
                            + " WHERE ledger_id = :ledger")
                    .param("ledger", UUID.fromString(two.path().substring(1)))
                    .update();
        }

        @Test
        void it_is_removed_unless_an_entry_or_a_draft_names_it() {
            String commitment = two.commitment();
            String recorded =
                    upload(two.ada(), two.path(), "a", "text/plain", random(10)).at("/file");
            String drafted =
                    upload(two.ada(), two.path(), "b", "text/plain", random(10)).at("/file");
            upload(two.ada(), two.path(), "c", "text/plain", random(10));
            place(two.ada().post(commitment + "/deliveries", naming(recorded)));
            Answer draft = two.ada()
                    .postTo(
                            "/api/drafts",
                            Map.of(
                                    "zone",
                                    "UTC",
                                    "path",
                                    "/api/ledgers" + commitment + "/deliveries",
                                    "body",
                                    naming(drafted)));
            assertThat(draft.status()).as(draft.toString()).isEqualTo(201);

            untouched();

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(rows("evidence_content")).isEqualTo(2));
            assertThat(rows("evidence_file")).isEqualTo(2);
        }

        @Test
        void what_a_process_left_that_died_while_it_arrived_is_removed() {
            UUID content = UUID.randomUUID();
            SERVICE.store()
                    .sql("INSERT INTO commitments.evidence_content (content_id, ledger_id, size, secret, expires_at)"
                            + " VALUES (:content, :ledger, 5, :secret, now() - interval '1 second')")
                    .param("content", content)
                    .param("ledger", UUID.fromString(two.path().substring(1)))
                    .param("secret", new byte[32])
                    .update();

            await().atMost(Duration.ofSeconds(10)).untilAsserted(FilesTest.this::assertNothingIsLeft);
        }
    }

    @Nested
    class Erased {

        private final ErasedFiles relay = new ErasedFiles(SERVICE.dataSource());

        private Answer erase(Answer recorded, String... places) {
            return two.ada()
                    .post(
                            two.path() + "/entries/" + recorded.at("/sequence") + "/erasure",
                            Map.of("fields", List.of(places)));
        }

        /** What the relay does when it comes by an entry that erases. */
        private void relayed(Answer recorded, String... places) {
            UUID ledger = UUID.fromString(two.path().substring(1));
            relay.erase(
                    Map.of(new EntryKey(ledger, recorded.json().at("/sequence").asLong()), List.of(places)));
        }

        @Test
        void it_cannot_be_downloaded_from_then_on_and_its_bytes_go_with_the_digest() {
            Answer recorded = delivered();
            String digest = EvidenceFile.placeOfDigest(0);

            Answer erased = erase(recorded, digest);

            assertThat(erased.at("/entries/0/type")).isEqualTo("dev.kept.erasure.erased.v1");
            Answer gone = two.bea().get(place(recorded));
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.code()).isEqualTo("file-erased");
            relayed(recorded, digest);
            relayed(recorded, digest);
            assertNothingIsLeft();
        }

        @Test
        void by_nobody_and_lost_with_the_store_it_is_said_so() {
            Answer recorded = delivered();
            SERVICE.store()
                    .sql("DELETE FROM commitments.evidence_file WHERE ledger_id = :ledger")
                    .param("ledger", UUID.fromString(two.path().substring(1)))
                    .update();

            Answer lost = two.bea().get(place(recorded));

            assertThat(lost.status()).isEqualTo(410);
            assertThat(lost.code()).isEqualTo("file-lost");
        }

        @Test
        void its_name_alone_it_is_downloaded_under_another() {
            Answer recorded = delivered();
            String name = EvidenceFile.placeOfName(0);

            erase(recorded, name);
            relayed(recorded, name);

            Answer downloaded = two.bea().get(place(recorded));
            assertThat(downloaded.response().body()).isEqualTo(bytes);
            assertThat(downloaded.header("Content-Disposition"))
                    .contains("evidence-")
                    .doesNotContain("Bericht");
            assertThat(SERVICE.store()
                            .sql("SELECT count(*) FROM commitments.evidence_file WHERE name LIKE 'Bericht%'"
                                    + " AND ledger_id = :ledger")
                            .param("ledger", UUID.fromString(two.path().substring(1)))
                            .query(Long.class)
                            .single())
                    .isZero();
        }

        @Test
        void where_one_entry_named_it_it_stays_for_the_other() {
            String file = uploaded(two.ada());
            Answer first = two.ada().post(two.commitment() + "/deliveries", naming(file));
            Answer second = two.ada().post(two.commitment() + "/deliveries", naming(file));
            String digest = EvidenceFile.placeOfDigest(0);

            erase(first, digest);
            relayed(first, digest);

            assertThat(two.bea().get(place(first)).status()).isEqualTo(410);
            assertThat(two.bea().get(place(second)).response().body()).isEqualTo(bytes);
            erase(second, digest);
            relayed(second, digest);
            assertNothingIsLeft();
        }

        @Test
        void for_one_member_it_stays_for_another_who_uploaded_the_same() {
            Answer adas = delivered();
            Map<String, Object> concern = new HashMap<>(naming(uploaded(two.bea())));
            List.of("title", "purpose", "behaviour", "impact", "invitation").forEach(name -> concern.put(name, "x"));
            Answer beas = two.bea().post(two.path() + "/concerns", concern);

            erase(adas, EvidenceFile.placeOfDigest(0));
            relayed(adas, EvidenceFile.placeOfDigest(0));

            assertThat(two.ada().get(place(beas)).response().body()).isEqualTo(bytes);
            assertThat(rows("evidence_content")).isEqualTo(1);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
