package dev.kept.transparency.verify;

import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.note.VerifierKey.Verified;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TileBuilder;
import dev.kept.transparency.tiles.TilePath;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import dev.kept.transparency.verify.BundleCheck.GivenReceipt;
import dev.kept.transparency.verify.BundleCheck.Result;
import dev.kept.transparency.verify.BundleCheck.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through an export, from its first entry to its last, and checks that it is the record that its head was signed over. Bundles
 * are checked side by side, a few at a time; the tree is put together in order.
 */
final class RecordCheck {

    private static final int MOST_THREADS = 4;

    private final ExportFolder export;
    private final TreeHeads heads;
    private final SignedTreeHead checkpoint;
    private final ExportFolder.Inventory inventory;
    private final List<GivenReceipt> receipts;
    private final Findings findings;
    private final Progress progress;

    private final SealedTexts sealed = new SealedTexts();
    private final List<KeyChange> keyChanges = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();
    private final List<String> otherTiles = new ArrayList<>();
    private final TreeMap<Long, List<ExpectedRoot>> expected = new TreeMap<>();
    /** The digests of files that entries name, and the first entry that does. */
    private final Map<String, Long> files = new TreeMap<>();

    private final Map<VerifierKey, Cosigned> cosigned = new HashMap<>();
    private final TileBuilder upperTiles = new TileBuilder(this::compare);
    private RightEdge edge = RightEdge.EMPTY;

    /** The tree of the hash files, once it differs from the one of the entries. */
    private @Nullable RightEdge tiled;

    private long texts;
    private long agreeing;
    private long lastAgreed;
    private long firstDiffering = Long.MAX_VALUE;

    private record Cosigned(long size, Verified signature) {}

    RecordCheck(
            ExportFolder export,
            TreeHeads heads,
            SignedTreeHead checkpoint,
            Evidence evidence,
            Findings findings,
            Progress progress) {
        this.export = export;
        this.heads = heads;
        this.checkpoint = checkpoint;
        this.inventory = export.inventory(checkpoint.head().size());
        this.receipts = evidence.receipts();
        this.findings = findings;
        this.progress = progress;
        evidence.expected().forEach(this::expect);
    }

    void run() {
        surplus();
        long size = checkpoint.head().size();
        if (size == 0) {
            emptyRecord();
        }
        boolean complete = walk(size);
        if (complete) {
            conclude();
            files();
        }
        summarise(complete, heads.judge(keyChanges, findings));
        documents();
    }

    private void surplus() {
        long size = checkpoint.head().size();
        if (inventory.beyond() != null) {
            findings.wrong(
                    "The export has entries that its head does not cover: the head ends with %s, and there is a file %s."
                            .formatted(lastEntry(size), inventory.beyond()));
        }
        for (long head : inventory.heads()) {
            if (head > size) {
                findings.wrong(
                        ("The export has a head of %d entries among its older ones, but ends after %d: its end was"
                                        + " cut off, or the head is not of this record.")
                                .formatted(head, size));
            }
        }
        for (long receipt : inventory.receipts()) {
            if (receipt >= size) {
                findings.wrong(
                        "The export has a receipt for entry %d, but ends with %s.".formatted(receipt, lastEntry(size)));
            }
        }
    }

    /** Each file that is there is one that an entry names, and its bytes are those of that entry's digest. */
    private void files() {
        long shown = 0;
        for (String name : inventory.files()) {
            Long entry = files.get(name);
            String path = Names.shown(ExportPaths.file(name));
            if (entry == null) {
                findings.wrong("The file %s is named by no entry whose text is shown.".formatted(path));
            } else if (!name.equals(export.sha256(ExportPaths.file(name)))) {
                findings.wrong(
                        "The file %s is not the one that entry %d names: its bytes are others.".formatted(path, entry));
            } else {
                shown++;
            }
        }
        long missing = files.keySet().stream()
                .filter(name -> !inventory.files().contains(name))
                .count();
        if (shown > 0) {
            findings.holds("%s shown and match their entries.".formatted(many(shown, "file is", "files are")));
        }
        if (missing > 0) {
            findings.holds("%s left out of this export, although the digests are shown."
                    .formatted(many(missing, "file was", "files were")));
        }
    }

    private void documents() {
        for (String document : inventory.documents()) {
            NamedHead named = NamedHead.in(export, document, checkpoint.head().origin());
            if (named == null) {
                findings.wrong("The document %s does not name a head of this record: it does not belong to this export."
                        .formatted(document));
            } else if (named.isOf(checkpoint.head())) {
                findings.holds(
                        "The document %s names the head of this export. Its words are not checked: what counts are the entries."
                                .formatted(document));
            } else {
                findings.wrong("The document %s names another head, of %s with the root %s: it is not of this export."
                        .formatted(document, many(named.size(), "entry", "entries"), named.root()));
            }
        }
    }

    private void emptyRecord() {
        for (long size : between(inventory.heads(), 0, 1)) {
            try {
                expectOlder(heads.older(size));
            } catch (TreeHeads.NotAccepted e) {
                findings.wrong(e.getMessage());
            }
        }
        compareRoots();
    }

    /** False when the entries end before the head does. */
    private boolean walk(long size) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        BundleCheck check =
                new BundleCheck(export, heads, ledger(checkpoint.head().origin()));
        long bundles = (size + TilePath.FULL - 1) / TilePath.FULL;
        try (ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            Deque<Future<Result>> ahead = new ArrayDeque<>();
            long next = 0;
            for (long bundle = 0; bundle < bundles; bundle++) {
                for (; next < bundles && ahead.size() < 2 * threads; next++) {
                    Task task = task(next, size);
                    ahead.add(workers.submit(() -> check.check(task)));
                }
                if (!append(result(ahead.remove()))) {
                    workers.shutdownNow();
                    return false;
                }
                progress.at(edge.size());
            }
        }
        return true;
    }

    private Task task(long bundle, long size) {
        long from = bundle * TilePath.FULL;
        int width = (int) Math.min(TilePath.FULL, size - from);
        return new Task(
                bundle,
                width,
                between(inventory.heads(), bundle == 0 ? 0 : from + 1, from + width + 1),
                between(inventory.receipts(), from, from + width),
                receipts.stream()
                        .filter(given -> given.receipt().index() >= from
                                && given.receipt().index() < from + width)
                        .toList());
    }

    private boolean append(Result result) {
        result.wrong().forEach(findings::wrong);
        result.holds().forEach(findings::holds);
        byte[] leaves = result.leaves();
        if (leaves == null) {
            return false;
        }
        result.heads().forEach(this::expectOlder);
        result.receiptHeads().forEach(this::expectOnReceipt);
        texts += result.shown();
        result.sealed().forEach(text -> sealed.add(text.entry(), text.field()));
        result.files().forEach(file -> files.putIfAbsent(file.sha256(), file.entry()));
        result.erasures().forEach(this::erase);
        keyChanges.addAll(result.keyChanges());
        compareRoots();
        byte[] tile = result.tile() == null ? leaves : result.tile();
        if (tiled != null || !Arrays.equals(tile, leaves)) {
            appendTile(tile, leaves);
        }
        Hash root = result.root();
        if (root != null
                && expected.subMap(edge.size() + 1, edge.size() + TilePath.FULL).isEmpty()) {
            edge = edge.append(root, Tile.HEIGHT);
            compareRoots();
        } else {
            for (int at = 0; at < leaves.length; at += Hash.BYTES) {
                edge = edge.append(Hash.at(leaves, at));
                compareRoots();
            }
        }
        if (root != null) {
            upperTiles.append(1, root);
        }
        return true;
    }

    /** Goes on with the tree of the hash files, from the first entry on whose hash they have otherwise. */
    private void appendTile(byte[] tile, byte[] leaves) {
        RightEdge before = edge;
        for (int at = 0; at < leaves.length; at += Hash.BYTES) {
            Hash leaf = Hash.at(leaves, at);
            Hash inTile = Hash.at(tile, at);
            if (!inTile.equals(leaf)) {
                changed.add(edge.size() + at / Hash.BYTES);
                tiled = tiled == null ? before : tiled;
            }
            if (tiled != null) {
                tiled = tiled.append(inTile);
            } else {
                before = before.append(leaf);
            }
        }
    }

    private void compareRoots() {
        List<ExpectedRoot> here = expected.remove(edge.size());
        if (here == null) {
            return;
        }
        Hash root = edge.root();
        for (ExpectedRoot head : here) {
            if (head.head().head().root().equals(root)) {
                cosignatures(head.head());
                agreeing++;
                lastAgreed = Math.max(lastAgreed, edge.size());
                if (head.holds() != null) {
                    findings.holds(head.holds());
                }
            } else {
                firstDiffering = Math.min(firstDiffering, edge.size());
                findings.wrong(head.wrong());
            }
        }
    }

    /** Compares a hash file above the lowest level with what the entries give. */
    private void compare(Tile tile, byte[] content) {
        byte[] bytes = export.read(tile.path(), TilePath.FULL * Hash.BYTES);
        if (!Arrays.equals(bytes, content)) {
            otherTiles.add("The hash file %s is not the one of these entries, or is missing.".formatted(tile.path()));
        }
    }

    private void conclude() {
        upperTiles.partial(this::compare);
        TreeHead head = checkpoint.head();
        boolean entriesMatch = edge.root().equals(head.root());
        if (entriesMatch) {
            cosignatures(checkpoint);
            changed.forEach(entry -> findings.wrong(
                    "The hash of entry %d in the export's hash files is not the one of that entry.".formatted(entry)));
            otherTiles.forEach(findings::wrong);
        } else if (tiled != null && tiled.root().equals(head.root())) {
            changed.forEach(entry -> findings.wrong(
                    "Entry %d was changed: it is not the one that the head was signed over.".formatted(entry)));
        } else {
            findings.wrong("The entries are not the ones that the head was signed over%s.".formatted(where()));
        }
    }

    private String where() {
        if (!changed.isEmpty()) {
            return "; entry " + changed.getFirst() + " is the first that differs from the export's hash files";
        }
        if (firstDiffering < Long.MAX_VALUE && lastAgreed < firstDiffering) {
            return "; the first difference is among entries %d to %d".formatted(lastAgreed, firstDiffering - 1);
        }
        return lastAgreed == 0
                ? ""
                : "; the first difference comes after entry %d, up to which an older head agrees"
                        .formatted(lastAgreed - 1);
    }

    private void summarise(boolean complete, TreeHeads.Judgement judgement) {
        long size = checkpoint.head().size();
        if (findings.allHolds()) {
            findings.holds(
                    size == 0
                            ? "The record is empty, as its head says."
                            : "All %s (0 to %d) are the ones that the head was signed over, in their order."
                                    .formatted(many(size, "entry", "entries"), size - 1));
        }
        if (judgement.trusted()) {
            findings.holds("The head is signed by the key of "
                    + Names.shown(checkpoint.head().origin()) + ".");
        }
        for (KeyChange change : judgement.changes()) {
            findings.holds(
                    change.isRotation()
                            ? "With entry %d the record's key changed: the old and the new one have signed that."
                                    .formatted(change.sequence())
                            : "With entry %d the record's key changed, and the old one has not signed that: it was lost."
                                    .formatted(change.sequence()));
        }
        if (agreeing > 0) {
            findings.holds("%s with it."
                    .formatted(many(agreeing, "further signed head agrees", "further signed heads agree")));
        }
        cosigned.forEach((key, last) -> findings.holds("%s cosigned it up to %s, at %s."
                .formatted(
                        Names.shown(key.name()),
                        lastEntry(last.size()),
                        last.signature().time())));
        if (complete) {
            findings.holds("%s shown and match their entries.".formatted(many(texts, "text is", "texts are")));
            texts(sealed.erased(), true, "erased since, which the record says", sealed);
            texts(sealed.leftOut(), false, "left out of this export", sealed);
        }
        if (!inventory.others().isEmpty()) {
            findings.holds("Not looked at: " + String.join(", ", inventory.others()) + ".");
        }
    }

    private void texts(int count, boolean erased, String what, SealedTexts sealed) {
        if (count > 0) {
            List<Long> entries = List.copyOf(sealed.entries(erased));
            int files = sealed.files(erased);
            findings.holds("%s %s (%s %s%s)%s. Their digests stay in the record."
                    .formatted(
                            many(count, "text was", "texts were"),
                            what,
                            entries.size() == 1 ? "entry" : "entries",
                            String.join(
                                    ", ", entries.stream().map(String::valueOf).toList()),
                            entries.size() > 10 ? " ..." : "",
                            files == 0 ? "" : ", " + many(files, "file with them", "files with them")));
        }
    }

    private void expect(ExpectedRoot root) {
        List<ExpectedRoot> here = expected.computeIfAbsent(root.head().head().size(), size -> new ArrayList<>());
        if (!here.contains(root)) {
            here.add(root);
        }
    }

    private void expectOlder(SignedTreeHead older) {
        long size = older.head().size();
        expect(new ExpectedRoot(
                older,
                null,
                "The older head of %d entries in this export is not one of this record: its first %d entries were others."
                        .formatted(size, size)));
    }

    private void expectOnReceipt(SignedTreeHead head) {
        long size = head.head().size();
        if (size > checkpoint.head().size()) {
            findings.wrong("A receipt in this export is under a head of %d entries, but the export ends after %d."
                    .formatted(size, checkpoint.head().size()));
        } else {
            expect(new ExpectedRoot(
                    head,
                    null,
                    "A head of %d entries on a receipt in this export is not one of this record.".formatted(size)));
        }
    }

    private void erase(BundleCheck.Erasure erasure) {
        for (String field : erasure.fields()) {
            if (!sealed.erase(erasure.entry(), field)) {
                findings.holds("Entry %d says that a text of entry %d was erased (%s), but this export still has it."
                        .formatted(erasure.by(), erasure.entry(), Names.shown(field)));
            }
        }
    }

    private void cosignatures(SignedTreeHead head) {
        for (Verified signature : head.cosignatures()) {
            cosigned.merge(
                    signature.key(),
                    new Cosigned(head.head().size(), signature),
                    (one, other) -> one.size() >= other.size() ? one : other);
        }
    }

    private static Result result(Future<Result> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreadable("The check was interrupted.");
        }
    }

    /** The numbers from {@code from} to {@code to}, the last one excluded. */
    private static long[] between(long[] ascending, long from, long to) {
        return Arrays.copyOfRange(ascending, place(ascending, from), place(ascending, to));
    }

    private static int place(long[] ascending, long number) {
        int found = Arrays.binarySearch(ascending, number);
        return found < 0 ? -found - 1 : found;
    }

    /** The ledger's id is the last part of its origin. */
    private static String ledger(String origin) {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }

    static String lastEntry(long size) {
        return size == 0 ? "no entry" : "entry " + (size - 1);
    }

    private static String many(long count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }
}
