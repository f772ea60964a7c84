package dev.kept.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportWriter;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.NaiveTree;
import dev.kept.transparency.tree.Proofs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another implementation accepts what Kept exports, unmodified: Go's {@code golang.org/x/mod/sumdb}, from Debian's packages {@code
 * golang-go} and {@code golang-golang-x-mod-dev}. They are installed where that is possible; elsewhere the test is skipped.
 */
@Tag("long")
class SumdbTest {

    private static final Path GOPATH = Path.of("/usr/share/gocode");

    @TempDir
    private static Path built;

    @TempDir
    Path folder;

    private final ExampleLedger record = ExampleLedger.of(600);
    private final Receipt receipt = record.receipt(300, 500);
    private final List<Hash> proof = Proofs.consistency(257, 600, new NaiveTree(record.statements).source());

    private record Ran(int code, String out) {}

    @BeforeAll
    static void build() throws Exception {
        if (!isInstalled()) {
            Ran update = run(List.of("apt-get", "update"));
            Ran install = update.code == 0
                    ? run(List.of(
                            "apt-get",
                            "install",
                            "-y",
                            "--no-install-recommends",
                            "golang-go",
                            "golang-golang-x-mod-dev"))
                    : update;
            assumeTrue(
                    isInstalled(),
                    "Go with golang.org/x/mod (golang-go, golang-golang-x-mod-dev) is not here and cannot be installed: "
                            + install.out.lines().reduce("", (before, line) -> line));
        }
        Ran build = run(List.of(
                "env",
                "GO111MODULE=off",
                "GOPATH=" + GOPATH,
                "GOFLAGS=",
                "GOCACHE=" + built.resolve("cache"),
                "go",
                "build",
                "-o",
                built.resolve("check").toString(),
                "src/test/go/check.go"));
        assertThat(build.code).as(build.out).isZero();
    }

    @BeforeEach
    void export() throws IOException {
        record.export(new ExportWriter(ExportFiles.folder(folder)), record.cosigned(600));
    }

    @Test
    void accepts_head_cosignature_tiles_entries_receipt_and_consistency_as_they_are() throws Exception {
        Ran ran = check(receipt.toBytes(), 257, record.head(257).head().root());

        assertThat(ran.code).as(ran.out).isZero();
        assertThat(ran.out)
                .startsWith("head 600, cosigned true\nentries 600\nreceipt 300 under 500\nextends 257\nkey ");
    }

    @Test
    void signs_a_head_that_is_accepted_here() throws Exception {
        String out = check(receipt.toBytes(), 257, record.head(257).head().root()).out;
        String signed = out.substring(out.indexOf("key ") + 4);
        int end = signed.indexOf('\n');

        SignedNote note = SignedNote.parse(signed.substring(end + 1).getBytes(StandardCharsets.UTF_8));

        assertThat(note.signedBy(List.of(VerifierKey.parse(signed.substring(0, end)))))
                .hasSize(1);
        assertThat(note.text()).isEqualTo(record.head().head().body());
    }

    @Test
    void refuses_what_is_refused_here() throws Exception {
        Receipt another = new Receipt(null, 301, receipt.proof(), receipt.note());
        assertThat(check(another.toBytes(), 257, record.head(257).head().root()).code)
                .isEqualTo(1);
        assertThat(check(receipt.toBytes(), 257, record.head(256).head().root()).code)
                .isEqualTo(1);

        Path bundle = folder.resolve("tile/entries/001");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[100] ^= 1;
        Files.write(bundle, bytes);
        assertThat(check(receipt.toBytes(), 257, record.head(257).head().root()).out)
                .contains("does not hold");
    }

    private Ran check(byte[] receiptBytes, long oldSize, Hash oldRoot) throws Exception {
        Path file = Files.write(folder.resolve("r.tlog-proof"), receiptBytes);
        List<String> command = new ArrayList<>(List.of(
                built.resolve("check").toString(),
                record.key(),
                record.witness.verifierKey().toString(),
                folder.toString(),
                file.toString(),
                Long.toString(oldSize),
                oldRoot.toString()));
        proof.forEach(hash -> command.add(hash.toString()));
        return run(command);
    }

    private static boolean isInstalled() throws Exception {
        return Files.isDirectory(GOPATH.resolve("src/golang.org/x/mod/sumdb/tlog"))
                && run(List.of("go", "version")).code == 0;
    }

    private static Ran run(List<String> command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Ran(127, "there is no " + command.getFirst());
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), out);
    }
}
