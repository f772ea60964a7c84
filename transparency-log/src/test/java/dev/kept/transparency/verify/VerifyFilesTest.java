package dev.kept.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportWriter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as evidence, in an export: each has the bytes that its entry names, or the verifier says what is wrong or missing. */
class VerifyFilesTest {

    private static final byte[] ONE = "one\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TWO = new byte[300_000];

    private final ExampleLedger record = ExampleLedger.of(3);

    @TempDir
    Path folder;

    VerifyFilesTest() throws Exception {
        record.addFile(sha256(ONE));
        record.addFile(sha256(TWO));
        record.addFile(sha256(ONE));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void export(ExportWriter writer, List<byte[]> files) throws Exception {
        record.bundles(writer);
        for (byte[] bytes : files) {
            try (OutputStream out = writer.file(sha256(bytes))) {
                out.write(bytes);
            }
        }
        writer.finish(record.head());
    }

    private void export(List<byte[]> files) throws Exception {
        export(new ExportWriter(ExportFiles.folder(folder)), files);
    }

    private String verify(Path export, int code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int ended = Verify.run(
                List.of("--key", record.key(), export.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(said).isEqualTo(code);
        return said;
    }

    private Path file(byte[] bytes) throws Exception {
        return folder.resolve("files").resolve(sha256(bytes));
    }

    @Test
    void those_that_are_there_match() throws Exception {
        export(List.of(ONE, TWO));

        assertThat(verify(folder, Verify.HOLDS))
                .contains("2 files are shown and match their entries.")
                .doesNotContain("Not looked at", "left out");
    }

    @Test
    void those_in_a_zip_match() throws Exception {
        Path zip = folder.resolve("export.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            export(new ExportWriter(ExportFiles.zip(out)), List.of(ONE, TWO));
        }

        assertThat(verify(zip, Verify.HOLDS)).contains("2 files are shown and match their entries.");
    }

    @Test
    void one_that_was_changed_is_found() throws Exception {
        export(List.of(ONE, TWO));
        byte[] changed = TWO.clone();
        changed[299_999] = 1;
        Files.write(file(TWO), changed);

        assertThat(verify(folder, Verify.DOES_NOT_HOLD))
                .contains(
                        "The file files/" + sha256(TWO) + " is not the one that entry 4 names: its bytes are others.");
    }

    @Test
    void one_that_was_cut_off_is_found() throws Exception {
        export(List.of(ONE, TWO));
        Files.write(file(ONE), new byte[] {'o', 'n', 'e'});

        assertThat(verify(folder, Verify.DOES_NOT_HOLD)).contains("is not the one that entry 3 names");
    }

    @Test
    void two_that_were_swapped_are_found() throws Exception {
        export(List.of(ONE, TWO));
        Files.write(file(ONE), TWO);
        Files.write(file(TWO), ONE);

        assertThat(verify(folder, Verify.DOES_NOT_HOLD)).contains("that entry 3 names", "that entry 4 names");
    }

    @Test
    void one_that_was_added_is_found() throws Exception {
        byte[] other = {1, 2, 3};
        export(List.of(ONE, TWO, other));

        assertThat(verify(folder, Verify.DOES_NOT_HOLD))
                .contains("The file files/" + sha256(other) + " is named by no entry whose text is shown.");
    }

    @Test
    void one_that_is_called_otherwise_is_found() throws Exception {
        export(List.of(ONE, TWO));
        Files.move(file(ONE), folder.resolve("files/report.pdf"));

        assertThat(verify(folder, Verify.DOES_NOT_HOLD)).contains("The file files/report.pdf is named by no entry");
    }

    @Test
    void one_that_was_left_out_is_reported_and_no_failure() throws Exception {
        export(List.of(TWO));

        assertThat(verify(folder, Verify.HOLDS))
                .contains("1 file is shown", "1 file was left out of this export, although the digests are shown.");
    }

    @Test
    void one_that_was_erased_is_reported_and_no_failure() throws Exception {
        record.erase(4, "evidence/0/file/sha256");
        export(List.of(ONE));

        assertThat(verify(folder, Verify.HOLDS))
                .contains("1 text was erased since, which the record says (entry 4), 1 file with them.")
                .doesNotContain("left out");
    }

    @Test
    void its_bytes_are_not_what_an_erased_digest_can_vouch_for() throws Exception {
        record.erase(4, "evidence/0/file/sha256");
        export(List.of(ONE, TWO));

        assertThat(verify(folder, Verify.DOES_NOT_HOLD)).contains("is named by no entry whose text is shown");
    }

    @Test
    void nothing_but_a_digest_names_one() {
        ExportWriter writer = new ExportWriter(ExportFiles.folder(folder));

        assertThatThrownBy(() -> writer.file("../checkpoint")).isInstanceOf(IllegalArgumentException.class);
    }
}
