package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.verify.BundleCheck.GivenReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Heads and receipts that somebody kept: what the export has to agree with. */
final class Evidence {

    private final TreeHeads heads;
    private final TreeHead checkpoint;
    private final Findings findings;
    private final List<ExpectedRoot> expected = new ArrayList<>();
    private final List<GivenReceipt> receipts = new ArrayList<>();

    Evidence(TreeHeads heads, TreeHead checkpoint, Findings findings) {
        this.heads = heads;
        this.checkpoint = checkpoint;
        this.findings = findings;
    }

    List<ExpectedRoot> expected() {
        return expected;
    }

    List<GivenReceipt> receipts() {
        return receipts;
    }

    /**
     * @throws Unreadable when the file holds no head
     */
    void olderHead(Path file) {
        String what = "older head " + Names.shown(file.toString());
        SignedNote note = read(file, SignedNote.MAX_BYTES, bytes -> {
            SignedNote read = SignedNote.parse(bytes);
            TreeHead.parse(read.text());
            return read;
        });
        try {
            expect(heads.open(note, what), what);
        } catch (TreeHeads.NotAccepted e) {
            findings.wrong(e.getMessage());
        }
    }

    /**
     * @throws Unreadable when the file holds no receipt
     */
    void receipt(Path file) {
        String name = Names.shown(file.toString());
        Receipt receipt = read(file, Receipt.MAX_BYTES, Receipt::parse);
        try {
            SignedTreeHead head = heads.open(receipt.note(), "receipt " + name);
            expect(head, "head on the receipt " + name);
            if (receipt.index() < checkpoint.size()) {
                receipts.add(new GivenReceipt(name, receipt, head));
            } else {
                findings.wrong("The receipt %s is for entry %d, but this export ends with %s."
                        .formatted(name, receipt.index(), RecordCheck.lastEntry(checkpoint.size())));
            }
        } catch (TreeHeads.NotAccepted e) {
            findings.wrong(e.getMessage());
        }
    }

    private void expect(SignedTreeHead head, String what) {
        long size = head.head().size();
        if (size > checkpoint.size()) {
            findings.wrong(
                    ("The %s has %d entries, but this export ends with %s: the export is older, or its end was cut"
                                    + " off.")
                            .formatted(what, size, RecordCheck.lastEntry(checkpoint.size())));
        } else {
            expected.add(new ExpectedRoot(
                    head,
                    "The %s (%d entries) is one of this record: the export extends it.".formatted(what, size),
                    ("The %s is not one of this record: its first %d entries were others. Keep it and this export as"
                                    + " evidence.")
                            .formatted(what, size)));
        }
    }

    private static <T> T read(Path file, int max, Function<byte[], T> parse) {
        String name = Names.shown(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return parse.apply(in.readNBytes(max + 1));
        } catch (IOException e) {
            throw new Unreadable("The file " + name + " cannot be read.");
        } catch (Malformed e) {
            throw new Unreadable("The file " + name + " cannot be read: " + e.getMessage() + ".");
        }
    }
}
