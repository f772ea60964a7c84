package dev.kept.benchmarks;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportWriter;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An export of a ledger with real statements and a text each, in a folder.
 *
 * @param key that verifies it
 */
record LargeExport(Path folder, String key) {

    private static final int BUNDLE = 256;

    static LargeExport write(Path folder, int entries) throws IOException {
        UUID ledger = UUID.randomUUID();
        NoteSigner signer = new NoteSigner("bench.example/l/" + ledger, SigningKey.generate());
        ExportWriter writer = new ExportWriter(ExportFiles.folder(folder));
        RightEdge edge = RightEdge.EMPTY;
        for (int from = 0; from < entries; from += BUNDLE) {
            List<byte[]> statements = new ArrayList<>();
            List<List<String>> disclosures = new ArrayList<>();
            for (int i = from; i < Math.min(entries, from + BUNDLE); i++) {
                Statements.Written written = Statements.write(entry(ledger, i));
                statements.add(written.bytes());
                disclosures.add(
                        written.disclosures().stream().map(Disclosure::encoded).toList());
                edge = edge.append(Hash.ofLeaf(written.bytes()));
            }
            writer.bundle(statements, disclosures);
        }
        writer.finish(SignedTreeHead.sign(new TreeHead(signer.verifierKey().name(), entries, edge.root()), signer));
        return new LargeExport(folder, signer.verifierKey().toString());
    }

    private static Entry entry(UUID ledger, int sequence) {
        return new Entry(
                ledger,
                sequence,
                new UUID(1, sequence),
                Instant.parse("2026-03-02T09:15:30.123Z"),
                new Actor.Member(new UUID(2, 2), Side.A),
                new CommitmentDelivered(
                        new UUID(3, 3), 1, Text.of("We moved the release to Thursday, " + sequence), List.of()));
    }

    /**
     * Reads every file and hashes its bytes, with this thread alone.
     *
     * @return how many bytes there are
     */
    long hashBytes() throws IOException {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                sha256.update(content);
                bytes += content.length;
            }
        }
        if (sha256.digest().length == 0) {
            throw new IllegalStateException("nothing was hashed");
        }
        return bytes;
    }
}
