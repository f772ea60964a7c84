package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.json.JsonReader;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.tiles.EntryBundle;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TilePath;
import dev.kept.transparency.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks what can be said of up to 256 entries by themselves: their statements, texts, leaf hashes, receipts, and the heads of their
 * sizes. Several run at once; each touches its own part of the export only.
 */
final class BundleCheck {

    private static final int MAX_BUNDLE = TilePath.FULL * (2 + EntryBundle.MAX_ENTRY);

    private final ExportFolder export;
    private final TreeHeads heads;
    private final byte[] ledger;

    /**
     * @param ledger the id that all statements have to name
     */
    BundleCheck(ExportFolder export, TreeHeads heads, String ledger) {
        this.export = export;
        this.heads = heads;
        this.ledger = ledger.getBytes(StandardCharsets.UTF_8);
    }

    /** What is to be checked. */
    record Task(long index, int width, long[] heads, long[] receipts, List<GivenReceipt> given) {
        long firstEntry() {
            return index * TilePath.FULL;
        }
    }

    /** A receipt that was given on the command line, its head verified. */
    record GivenReceipt(String name, Receipt receipt, SignedTreeHead head) {}

    /**
     * What was found.
     *
     * @param leaves hashes of all entries, 32 bytes each; null when the bundle is not there, and then nothing else was looked at
     * @param root over them when they are 256
     * @param tile their leaf hashes as the export's hash file has them; null when that is not there
     * @param holds sentences on what holds
     * @param wrong sentences on what does not
     * @param sealed for each text without its disclosure its entry and field
     * @param shown the number of texts that are there and match
     * @param files those that entries name, by texts that are there
     */
    record Result(
            Task task,
            byte @Nullable [] leaves,
            @Nullable Hash root,
            byte @Nullable [] tile,
            List<String> holds,
            List<String> wrong,
            List<Sealed> sealed,
            List<Erasure> erasures,
            List<KeyChange> keyChanges,
            int shown,
            List<NamedFile> files,
            List<SignedTreeHead> heads,
            List<SignedTreeHead> receiptHeads) {}

    record Sealed(long entry, String field) {}

    record NamedFile(long entry, String sha256) {}

    record Erasure(long by, long entry, List<String> fields) {}

    Result check(Task task) {
        return new Run(task).result();
    }

    private final class Run {
        private final Task task;
        private final JsonReader json = new JsonReader();
        private final List<String> holds = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final List<Sealed> sealed = new ArrayList<>();
        private final List<Erasure> erasures = new ArrayList<>();
        private final List<KeyChange> keyChanges = new ArrayList<>();
        private final List<NamedFile> files = new ArrayList<>();
        private final List<SignedTreeHead> olderHeads = new ArrayList<>();
        private final List<SignedTreeHead> receiptHeads = new ArrayList<>();
        private int shown;

        Run(Task task) {
            this.task = task;
        }

        Result result() {
            EntryBundle bundle = bundle();
            if (bundle == null) {
                return new Result(
                        task,
                        null,
                        null,
                        null,
                        holds,
                        wrong,
                        sealed,
                        erasures,
                        keyChanges,
                        0,
                        files,
                        olderHeads,
                        receiptHeads);
            }
            byte[] leaves = bundle.leaves();
            texts(bundle);
            for (long index : task.receipts()) {
                exportedReceipt(index, leaf(bundle, index));
            }
            for (GivenReceipt given : task.given()) {
                givenReceipt(given, leaf(bundle, given.receipt().index()));
            }
            for (long size : task.heads()) {
                olderHead(size);
            }
            return new Result(
                    task,
                    leaves,
                    task.width() == TilePath.FULL ? Hash.ofSubtree(leaves) : null,
                    tile(),
                    holds,
                    wrong,
                    sealed,
                    erasures,
                    keyChanges,
                    shown,
                    files,
                    olderHeads,
                    receiptHeads);
        }

        private Hash leaf(EntryBundle bundle, long index) {
            return bundle.leaf((int) (index - task.firstEntry()));
        }

        private @Nullable EntryBundle bundle() {
            String path = EntryBundle.path(task.index(), task.width());
            byte[] bytes = export.read(path, MAX_BUNDLE);
            long last = task.firstEntry() + task.width() - 1;
            if (bytes == null) {
                wrong.add("Entries %d to %d are missing: the export has no file %s."
                        .formatted(task.firstEntry(), last, path));
                return null;
            }
            try {
                return EntryBundle.read(bytes, task.width());
            } catch (Malformed e) {
                wrong.add("Entries %d to %d are not all there: in %s, %s."
                        .formatted(task.firstEntry(), last, path, e.getMessage()));
                return null;
            }
        }

        private byte @Nullable [] tile() {
            Tile tile = new Tile(0, task.index(), task.width());
            byte[] bytes = export.read(tile.path(), TilePath.FULL * Hash.BYTES);
            if (bytes == null || bytes.length != tile.bytes()) {
                wrong.add("The hash file %s is missing or has another length.".formatted(tile.path()));
                return null;
            }
            return bytes;
        }

        private void texts(EntryBundle bundle) {
            String path = ExportPaths.disclosures(task.index(), task.width());
            try (ExportFolder.Lines lines = export.lines(path)) {
                for (int i = 0; i < bundle.width(); i++) {
                    byte[] line = lines == null ? new byte[0] : lines.next();
                    if (line == null) {
                        wrong.add("The file %s ends before entry %d.".formatted(path, task.firstEntry() + i));
                        return;
                    }
                    entry(task.firstEntry() + i, bundle.entry(i), line);
                }
                if (lines != null && lines.next() != null) {
                    wrong.add("The file %s has more lines than there are entries.".formatted(path));
                }
            }
        }

        private void entry(long index, byte[] bytes, byte[] disclosures) {
            Statement statement;
            try {
                statement = Statement.parse(bytes, json, ledger);
            } catch (Malformed e) {
                wrong.add("Entry %d cannot be read: %s.".formatted(index, e.getMessage()));
                return;
            }
            if (statement.sequence() != index) {
                wrong.add("Entry %d says of itself that it is entry %d.".formatted(index, statement.sequence()));
            }
            if (!statement.ofLedger()) {
                wrong.add("Entry %d says of itself that it belongs to another record.".formatted(index));
            }
            show(index, statement.sealed(), disclosures);
            statement.sealed().forEach((field, text) -> {
                if (text.isShown()) {
                    shown++;
                } else {
                    sealed.add(new Sealed(index, field));
                }
            });
            Statement.Erased erased = statement.erased();
            if (erased != null) {
                erasures.add(new Erasure(index, erased.sequence(), erased.fields()));
            }
            KeyChange keyChange = statement.keyChange();
            if (keyChange != null) {
                keyChanges.add(keyChange);
            }
        }

        /** Finds the texts of the entry that are there; those that are another's are reported. */
        private void show(long index, Map<String, SealedText> sealed, byte[] line) {
            for (int from = 0; from < line.length; ) {
                int to = Bytes.indexOf('~', line, from, line.length);
                try {
                    Text text = Text.parse(Arrays.copyOfRange(line, from, to), json);
                    SealedText recorded = sealed.get(text.field());
                    if (recorded == null) {
                        wrong.add("A text in the export (%s) does not belong to entry %d, where it stands."
                                .formatted(Names.shown(text.field()), index));
                    } else if (!text.hasDigest(recorded.digest())) {
                        wrong.add("A text of entry %d (%s) is not the one that was recorded."
                                .formatted(index, Names.shown(text.field())));
                    } else if (recorded.isShown()) {
                        wrong.add("A text of entry %d (%s) stands there twice."
                                .formatted(index, Names.shown(text.field())));
                    } else {
                        recorded.show();
                        if (text.file() != null) {
                            files.add(new NamedFile(index, text.file()));
                        }
                    }
                } catch (Malformed e) {
                    wrong.add("A text of entry %d cannot be read: %s.".formatted(index, e.getMessage()));
                }
                from = to + 1;
            }
        }

        private void exportedReceipt(long index, Hash leaf) {
            String path = ExportPaths.receipt(index);
            byte[] bytes = export.read(path, Receipt.MAX_BYTES);
            if (bytes == null) {
                throw new Unreadable("The export's file " + path + " cannot be read.");
            }
            try {
                Receipt receipt = Receipt.parse(bytes);
                SignedTreeHead head = heads.open(receipt.note(), "receipt " + path);
                if (receipt.index() != index || !receipt.isFor(leaf, head)) {
                    wrong.add("The receipt %s is not for entry %d.".formatted(path, index));
                } else {
                    receiptHeads.add(head);
                }
            } catch (Malformed e) {
                wrong.add("The receipt %s cannot be read: %s.".formatted(path, e.getMessage()));
            } catch (TreeHeads.NotAccepted e) {
                wrong.add(e.getMessage());
            }
        }

        private void givenReceipt(GivenReceipt given, Hash leaf) {
            long index = given.receipt().index();
            if (given.receipt().isFor(leaf, given.head())) {
                holds.add("Entry %d is the one that the receipt %s was given for.".formatted(index, given.name()));
            } else {
                wrong.add(
                        ("Entry %d of this export is not the one that the receipt %s was given for, or the receipt was"
                                        + " changed. Keep both as evidence.")
                                .formatted(index, given.name()));
            }
        }

        private void olderHead(long size) {
            try {
                olderHeads.add(heads.older(size));
            } catch (TreeHeads.NotAccepted e) {
                wrong.add(e.getMessage());
            }
        }
    }
}
