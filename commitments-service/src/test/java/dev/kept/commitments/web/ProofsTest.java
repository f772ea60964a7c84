package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import dev.kept.transparency.verify.Verify;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads, receipts and consistency proofs over HTTP, verified by what the verifier uses. */
class ProofsTest {

    @TempDir
    Path folder;

    private final LiveService service = LiveService.shared();
    private final Two two = Two.open(service);

    @Test
    void a_receipt_of_each_entry_verifies_under_the_ledgers_key() {
        record(5);
        VerifierKey key = key();
        List<byte[]> statements = statements();

        for (int sequence = 0; sequence < statements.size(); sequence++) {
            Receipt receipt = Receipt.parse(text("/entries/" + sequence + "/receipt"));
            SignedTreeHead head = SignedTreeHead.open(receipt.note(), List.of(key));

            assertThat(head.head().size()).isEqualTo(statements.size());
            assertThat(receipt.isFor(Hash.ofLeaf(statements.get(sequence)), head))
                    .isTrue();
        }
    }

    @Test
    void a_later_head_extends_an_earlier_one() {
        SignedTreeHead before = SignedTreeHead.open(text("/tree-head"), List.of(key()));
        record(6);
        SignedTreeHead after = SignedTreeHead.open(text("/tree-head"), List.of(key()));
        Answer proof = two.ada()
                .get("/api/ledgers" + two.path()
                        + "/tree-head/consistency?from=%d&to=%d"
                                .formatted(before.head().size(), after.head().size()));

        List<Hash> hashes = new ArrayList<>();
        proof.json().get("hashes").forEach(hash -> hashes.add(Hash.parse(hash.asString())));
        assertThat(Proofs.isConsistent(
                        before.head().size(),
                        before.head().root(),
                        after.head().size(),
                        after.head().root(),
                        hashes))
                .isTrue();
        assertThat(text("/tree-head?size=" + before.head().size()))
                .as("a head is signed once and for ever")
                .isEqualTo(before.note().toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_key_says_from_when_on_heads_are_signed() {
        Instant since = Instant.parse(
                two.ada().get("/api/ledgers" + two.path() + "/tree-key").at("/signedSince"));

        assertThat(since)
                .isEqualTo(service.store()
                        .sql("SELECT since FROM commitments.log_identity")
                        .query((row, n) ->
                                row.getObject(1, OffsetDateTime.class).toInstant())
                        .single()
                        .truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void nobody_else_gets_a_proof() {
        LiveService.Person stranger = service.person("eve-" + UUID.randomUUID());
        for (String path :
                List.of("/tree-key", "/tree-head", "/entries/0/receipt", "/tree-head/consistency?from=1&to=2")) {
            assertThat(stranger.get("/api/ledgers" + two.path() + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void what_is_not_there_or_makes_no_sense_is_refused() {
        Map.of(
                        "/entries/999/receipt", 404,
                        "/entries/-1/receipt", 404,
                        "/entries/-9223372036854775808/receipt", 404,
                        "/tree-head?size=999", 404,
                        "/tree-head/consistency?from=1&to=999", 404,
                        "/tree-head?size=0", 400,
                        "/tree-head/consistency?from=2&to=1", 400,
                        "/tree-head/consistency", 400,
                        "/tree-head?sise=1", 400)
                .forEach((path, status) -> assertThat(two.ada()
                                .get("/api/ledgers" + two.path() + path)
                                .status())
                        .as(path)
                        .isEqualTo(status));
    }

    @Test
    void a_ledger_that_is_not_the_one_that_was_signed_is_signed_no_more() {
        record(3);
        text("/tree-head");
        for (String step : List.of(
                "ALTER TABLE commitments.entry DISABLE TRIGGER entry_is_immutable",
                "DELETE FROM commitments.entry WHERE ledger_id = '%1$s' AND sequence = (SELECT max(sequence) FROM"
                        + " commitments.entry WHERE ledger_id = '%1$s')",
                "ALTER TABLE commitments.entry ENABLE ALWAYS TRIGGER entry_is_immutable")) {
            service.store().sql(step.formatted(two.path().substring(1))).update();
        }

        Answer refused = two.ada().get("/api/ledgers" + two.path() + "/tree-head");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.at("/code")).isEqualTo("record-behind");
    }

    @Test
    void of_a_ledger_that_is_gone_altogether_it_is_said_that_one_was_signed() {
        text("/tree-head");
        String ledger = two.path().substring(1);
        for (String step : List.of(
                "ALTER TABLE commitments.entry DISABLE TRIGGER entry_is_immutable",
                "DELETE FROM commitments.entry WHERE ledger_id = '%s'",
                "ALTER TABLE commitments.entry ENABLE ALWAYS TRIGGER entry_is_immutable")) {
            service.store().sql(step.formatted(ledger)).update();
        }

        for (String path :
                List.of("/tree-head", "/tree-head?size=2", "/entries/0/receipt", "/proof", "/log/checkpoint")) {
            Answer refused = two.ada().get("/api/ledgers" + two.path() + path);

            assertThat(refused.status()).as(path).isEqualTo(503);
            assertThat(refused.at("/code")).isEqualTo("record-behind");
            assertThat(refused.at("/detail")).contains("A head of this ledger with 3 entries was signed before");
        }
    }

    @Test
    void an_export_is_verified_offline_and_a_changed_byte_is_named() throws Exception {
        record(300);
        byte[] before = text("/tree-head?size=7");
        Path export = saved("export.zip", "/proof");
        Path older = Files.write(folder.resolve("older"), before);

        assertThat(verified(export, "--older-head", older.toString())).startsWith("0 ");
        assertThat(verified(changed(export, "tile/entries/000")))
                .startsWith("1 ")
                .contains("Entry 1");
    }

    @Test
    void an_export_without_some_texts_is_verified_and_says_so() throws Exception {
        record(3);
        String canary = "Zimtstern";
        two.ada().post(two.path() + "/lessons", Map.of("learned", canary, "differently", canary));
        long sequence = statements().size() - 1;

        Path redacted = saved("redacted.zip", "/proof?leaveOut=" + sequence);
        Path bare = saved("bare.zip", "/proof?texts=false");

        assertThat(verified(redacted)).startsWith("0 ").contains("left out");
        assertThat(verified(bare)).startsWith("0 ").contains("left out");
        assertThat(textsOf(saved("whole.zip", "/proof"))).contains(canary);
        assertThat(textsOf(redacted)).contains("No. 1").doesNotContain(canary);
        assertThat(textsOf(bare)).isEmpty();
    }

    @Test
    void an_export_of_an_earlier_head_has_the_receipts_that_were_asked_for() throws Exception {
        record(5);
        byte[] head = text("/tree-head?size=4");
        record(3);

        Path earlier = saved("earlier.zip", "/proof?size=4&receipts=3&receipts=1&receipts=3");

        assertThat(verified(earlier)).startsWith("0 ").contains("All 4 entries (0 to 3)");
        Map<String, byte[]> files = files(earlier);
        assertThat(files.keySet().stream().filter(name -> name.startsWith("receipts/")))
                .containsExactly("receipts/001.tlog-proof", "receipts/003.tlog-proof");
        assertThat(Receipt.parse(Objects.requireNonNull(files.get("receipts/003.tlog-proof")))
                        .isFor(Hash.ofLeaf(statements().get(3)), SignedTreeHead.open(head, List.of(key()))))
                .isTrue();
        assertThat(files.get("checkpoint")).isEqualTo(head);
    }

    @Test
    void an_export_of_entries_that_are_not_there_is_refused() {
        record(1);
        String proof = "/api/ledgers" + two.path() + "/proof";

        assertThat(two.ada().get(proof + "?size=1000").status()).isEqualTo(404);
        assertThat(two.ada().get(proof + "?receipts=1000").status()).isEqualTo(404);
        Answer wrong = two.ada().get(proof + "?size=0&receipts=-1&leaveOut=x");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("#/query/size", "#/query/receipts/0", "#/query/leaveOut/0");
    }

    private static Map<String, byte[]> files(Path export) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(export))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private Path saved(String name, String path) throws IOException {
        Answer answer = two.ada().get("/api/ledgers" + two.path() + path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        return Files.write(folder.resolve(name), answer.response().body());
    }

    /** The exit code, and what was said. */
    private String verified(Path export, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--key", key().toString()));
        arguments.addAll(List.of(more));
        arguments.add(export.toString());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = Verify.run(arguments, out, out);
        return code + " " + said.toString(StandardCharsets.UTF_8);
    }

    /** A copy in which a digit of a statement is another one. */
    private Path changed(Path export, String file) throws IOException {
        Path changed = folder.resolve("changed.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(export));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().startsWith(file)) {
                    int place = content.length / 2;
                    while (content[place] < '0' || content[place] > '8') {
                        place++;
                    }
                    content[place]++;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
                out.closeEntry();
            }
        }
        return changed;
    }

    /** Every text that the export shows. */
    private static String textsOf(Path export) throws IOException {
        StringBuilder all = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(export))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().startsWith("disclosures/")) {
                    for (String each : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("[~\n]", -1)) {
                        all.append(new String(Base64.getUrlDecoder().decode(each), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return all.toString();
    }

    private void record(int lessons) {
        for (int i = 0; i < lessons; i++) {
            two.ada().post(two.path() + "/lessons", Map.of("learned", "No. " + i, "differently", "Earlier"));
        }
    }

    private VerifierKey key() {
        return VerifierKey.parse(
                two.ada().get("/api/ledgers" + two.path() + "/tree-key").at("/verifierKey"));
    }

    private byte[] text(String path) {
        Answer answer = two.ada().get("/api/ledgers" + two.path() + path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.text().getBytes(StandardCharsets.UTF_8);
    }

    private List<byte[]> statements() {
        return service.store()
                .sql("SELECT statement FROM commitments.entry WHERE ledger_id = ?::uuid ORDER BY sequence")
                .param(two.path().substring(1))
                .query((row, n) -> row.getBytes(1))
                .list();
    }
}
