package dev.kept.transparency.verify;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.Evidence;
import dev.kept.events.EvidenceFile;
import dev.kept.events.KeyEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportWriter;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.Cosigner;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.HashSource;
import dev.kept.transparency.tree.NaiveTree;
import dev.kept.transparency.tree.Proofs;
import dev.kept.transparency.tree.RightEdge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A ledger with real statements and texts, its key, and its exports. */
final class ExampleLedger {

    static final UUID LEDGER = UUID.fromString("0d9f5b2e-6c1a-4b7e-9a51-3f2f6c1d8e01");
    static final String ORIGIN = "kept.example/l/" + LEDGER;

    NoteSigner signer;
    final Cosigner witness = new Cosigner("bea.example/witness", key(2));
    final List<byte[]> statements = new ArrayList<>();
    final List<List<Disclosure>> disclosures = new ArrayList<>();

    ExampleLedger() {
        this(key(1));
    }

    ExampleLedger(SigningKey key) {
        this.signer = new NoteSigner(ORIGIN, key);
    }

    /** A record of deliveries, each with one to three texts. */
    static ExampleLedger of(int size) {
        ExampleLedger record = new ExampleLedger();
        for (int i = 0; i < size; i++) {
            record.add("All of it, number " + i);
        }
        return record;
    }

    static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        bytes[31] = (byte) seed;
        return SigningKey.ofSeed(bytes);
    }

    /** The same entries, in a ledger that goes on otherwise. */
    ExampleLedger first(int size) {
        ExampleLedger record = new ExampleLedger();
        record.statements.addAll(statements.subList(0, size));
        record.disclosures.addAll(disclosures.subList(0, size));
        return record;
    }

    void add(String text) {
        int evidence = statements.size() % 3;
        List<Evidence> shown = new ArrayList<>();
        for (int i = 0; i < evidence; i++) {
            shown.add(new Evidence(Text.of("Evidence “" + i + "” ✓"), null));
        }
        add(new CommitmentEvent.CommitmentDelivered(new UUID(2, 2), 1, Text.of(text), shown));
    }

    /** A delivery that names a file as evidence. */
    void addFile(String sha256) {
        EvidenceFile file =
                new EvidenceFile(new UUID(9, statements.size()), 5, "text/plain", Text.of("a.txt"), Text.of(sha256));
        add(new CommitmentEvent.CommitmentDelivered(
                new UUID(2, 2), 1, Text.of("See the file"), List.of(new Evidence(Text.of("The file"), null, file))));
    }

    /** Erases a text: its disclosure is gone, its statement stays, and an entry says so. */
    void erase(int entry, String field) {
        disclosures.set(
                entry,
                disclosures.get(entry).stream()
                        .filter(text -> !text.field().equals(field))
                        .toList());
        sayErased(entry, field);
    }

    void sayErased(int entry, String field) {
        add(new ErasureEvent.TextErased(
                new UUID(5, 5), null, new ErasureEvent.Place(entry, List.of(field)), ErasureEvent.Ground.AUTHOR, null));
    }

    /** The key that has signed so far hands over to another one. */
    void rotate(SigningKey next) {
        NoteSigner then = new NoteSigner(ORIGIN, next);
        record(KeyChange.rotation(size(), signer, then));
        signer = then;
    }

    /** An entry that changes the key, whatever it says; the next head is signed as those before. */
    void record(KeyChange change) {
        String old = change.oldKey().toString();
        String next = change.newKey().toString();
        add(
                change.oldSignature() == null
                        ? new KeyEvent.KeyReplaced(old, next, change.newSignature())
                        : new KeyEvent.KeyRotated(old, next, change.oldSignature(), change.newSignature()));
    }

    private void add(LedgerEvent event) {
        Statements.Written written = Statements.write(new Entry(
                LEDGER,
                statements.size(),
                new UUID(3, statements.size()),
                Instant.parse("2026-03-01T10:00:00Z"),
                new Actor.Member(new UUID(4, 4), Side.B),
                event));
        statements.add(written.bytes());
        disclosures.add(written.disclosures());
    }

    int size() {
        return statements.size();
    }

    String key() {
        return signer.verifierKey().toString();
    }

    List<VerifierKey> keys() {
        return List.of(signer.verifierKey(), witness.verifierKey());
    }

    SignedTreeHead head() {
        return head(size());
    }

    SignedTreeHead head(int size) {
        RightEdge edge = RightEdge.EMPTY;
        for (byte[] statement : statements.subList(0, size)) {
            edge = edge.append(Hash.ofLeaf(statement));
        }
        return SignedTreeHead.sign(new TreeHead(ORIGIN, size, edge.root()), signer);
    }

    SignedTreeHead cosigned(int size) {
        SignedTreeHead head = head(size);
        return SignedTreeHead.open(
                head.note().with(List.of(witness.cosign(head.head().body(), Instant.parse("2026-03-02T00:00:00Z")))),
                keys());
    }

    Receipt receipt(int index, int size) {
        HashSource source = new NaiveTree(statements.subList(0, size)).source();
        return Receipt.of(index, Proofs.inclusion(index, size, source), head(size));
    }

    /** Writes an export of everything, under a head. */
    Path export(Path folder, SignedTreeHead head) throws IOException {
        export(new ExportWriter(ExportFiles.folder(folder)), head);
        return folder;
    }

    Path export(Path folder) throws IOException {
        return export(folder, head());
    }

    void export(ExportWriter writer, SignedTreeHead head) throws IOException {
        bundles(writer);
        writer.finish(head);
    }

    void bundles(ExportWriter writer) throws IOException {
        for (int from = 0; from < size(); from += 256) {
            int to = Math.min(size(), from + 256);
            writer.bundle(
                    statements.subList(from, to),
                    disclosures.subList(from, to).stream()
                            .map(texts ->
                                    texts.stream().map(Disclosure::encoded).toList())
                            .toList());
        }
    }
}
