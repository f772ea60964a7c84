package dev.kept.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportWriter;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of the size that ledgers may reach. Prints rates; a busy machine fails nothing. */
@Tag("long")
class LargeExportTest {

    private static final NoteSigner SIGNER = new NoteSigner(ExampleLedger.ORIGIN, ExampleLedger.key(1));
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void a_million_entries_are_verified_by_the_jdk_alone_within_512_megabytes() throws Exception {
        write(1_000_000);

        for (boolean holds : new boolean[] {true, false}) {
            if (!holds) {
                change("tile/entries/x003/900");
            }
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx320m",
                            "-XX:+UseSerialGC",
                            "--limit-modules",
                            "java.base",
                            "-cp",
                            "target/classes",
                            Verify.class.getName(),
                            "--key",
                            SIGNER.verifierKey().toString(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("../" + folder.getFileName() + ".out")
                            .toFile())
                    .start();
            long peak = 0;
            while (process.isAlive()) {
                peak = Math.max(peak, resident(process.pid()));
                Thread.sleep(20);
            }
            String out = Files.readString(folder.resolve("../" + folder.getFileName() + ".out"));
            System.out.printf(
                    Locale.ROOT,
                    "%.1f s, at most %,d MB resident%n%s%n",
                    (System.nanoTime() - begun) / 1e9,
                    peak / MEGABYTE,
                    out);

            assertThat(process.exitValue()).isEqualTo(holds ? Verify.HOLDS : Verify.DOES_NOT_HOLD);
            assertThat(peak).isLessThan(512L * MEGABYTE);
            assertThat(out)
                    .contains("of 1,000,000 entries, ", " a second, about ", " s left")
                    .contains(
                            holds
                                    ? "All 1000000 entries"
                                    : "Entry 998400 was changed: it is not the one that the head was signed over.");
        }
    }

    @Test
    void a_hundred_thousand_entries_beside_hashing_their_bytes_with_one_thread() throws Exception {
        write(100_000);
        for (int round = 0; round < 5; round++) {
            long begun = System.nanoTime();
            long bytes = hashAll();
            long hashed = System.nanoTime();
            int code = Verify.run(
                    List.of("--key", SIGNER.verifierKey().toString(), folder.toString()), nowhere(), nowhere());
            long verified = System.nanoTime();

            assertThat(code).isEqualTo(Verify.HOLDS);
            System.out.printf(
                    Locale.ROOT,
                    "%,d MB: hashing them %.2f s, verifying them %.2f s: at %.2f times its speed%n",
                    bytes / MEGABYTE,
                    (hashed - begun) / 1e9,
                    (verified - hashed) / 1e9,
                    (double) (hashed - begun) / (verified - hashed));
        }
    }

    private void write(int entries) throws IOException {
        ExportWriter writer = new ExportWriter(ExportFiles.folder(folder));
        RightEdge edge = RightEdge.EMPTY;
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        for (int from = 0; from < entries; from += 256) {
            List<byte[]> statements = new ArrayList<>();
            List<List<String>> disclosures = new ArrayList<>();
            for (int i = from; i < Math.min(entries, from + 256); i++) {
                String text = base64.encodeToString(
                        utf8("[\"%022d\",\"text\",\"We moved the release to Thursday, %d ✓\"]".formatted(i, i)));
                byte[] statement = utf8("""
                        {"specversion":"1.0","id":"7b0c9a34-52f8-4f0e-8d57-%012d","source":"/ledgers/%s",\
                        "type":"dev.kept.commitment.delivered.v1","subject":"c2b1d0e9-f8a7-4654-8321-0fedcba98704",\
                        "time":"2026-03-02T09:15:30.123Z","datacontenttype":"application/json","ledger":"%s",\
                        "sequence":"%010d","actor":"5a4e8a5c-1df2-8c44-b0a1-9d2b7c3e4f03","role":"A",\
                        "data":{"commitment":"c2b1d0e9-f8a7-4654-8321-0fedcba98704","occurrence":1,"evidence":[],\
                        "sealed":{"text":"%s"}}}""".formatted(
                        i, ExampleLedger.LEDGER, ExampleLedger.LEDGER, i, base64.encodeToString(sha256(utf8(text)))));
                statements.add(statement);
                disclosures.add(List.of(text));
                edge = edge.append(Hash.ofLeaf(statement));
            }
            writer.bundle(statements, disclosures);
        }
        writer.finish(SignedTreeHead.sign(new TreeHead(ExampleLedger.ORIGIN, entries, edge.root()), SIGNER));
    }

    /** Another digit in the id of the bundle's first entry. */
    private void change(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        bytes[60] = bytes[60] == '0' ? (byte) '1' : (byte) '0';
        Files.write(folder.resolve(path), bytes);
    }

    private long hashAll() throws IOException {
        MessageDigest sha256 = newSha256();
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                sha256.update(content);
                bytes += content.length;
            }
        }
        assertThat(sha256.digest()).hasSize(32);
        return bytes;
    }

    /** How much memory a process has at this moment, in bytes; 0 where the system does not say. */
    private static long resident(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            // It has just ended.
            return 0;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        return newSha256().digest(bytes);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
