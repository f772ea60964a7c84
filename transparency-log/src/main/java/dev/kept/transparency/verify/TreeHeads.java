package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens signed heads with the keys that were given, and says in a sentence why one is not accepted. */
final class TreeHeads {

    private final ExportFolder export;
    private final List<VerifierKey> keys;

    /** Of the export, once its head is known. */
    private @Nullable String origin;

    /** A head that is not the record's. The message is a sentence. */
    static final class NotAccepted extends Exception {
        private NotAccepted(String sentence) {
            super(sentence);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    TreeHeads(ExportFolder export, List<VerifierKey> keys) {
        this.export = export;
        this.keys = keys;
    }

    /**
     * The head that the export stands at.
     *
     * @throws Unreadable when there is none
     */
    SignedTreeHead checkpoint() throws NotAccepted {
        byte[] bytes = export.read(ExportPaths.CHECKPOINT, SignedNote.MAX_BYTES);
        if (bytes == null) {
            throw new Unreadable("There is no file '" + ExportPaths.CHECKPOINT
                    + "': this is no export of a record, or one that was cut off.");
        }
        SignedNote note;
        TreeHead head;
        try {
            note = SignedNote.parse(bytes);
            head = TreeHead.parse(note.text());
        } catch (Malformed e) {
            throw new Unreadable("The head of this export cannot be read: " + e.getMessage() + ".");
        }
        if (keys.stream().noneMatch(key -> key.name().equals(head.origin()))) {
            throw new NotAccepted("This export is of the record %s, and no key given is that record's."
                    .formatted(Names.shown(head.origin())));
        }
        SignedTreeHead checkpoint = open(note, "head of this export");
        origin = head.origin();
        return checkpoint;
    }

    /** The older head of a size that the export brings along. */
    SignedTreeHead older(long size) throws NotAccepted {
        String path = ExportPaths.head(size);
        byte[] bytes = export.read(path, SignedNote.MAX_BYTES);
        if (bytes == null) {
            throw new Unreadable("The export's file " + path + " cannot be read.");
        }
        try {
            SignedTreeHead head = open(SignedNote.parse(bytes), "older head " + path);
            if (head.head().size() != size) {
                throw new NotAccepted("The older head " + path + " is the one of another size.");
            }
            return head;
        } catch (Malformed e) {
            throw new NotAccepted("The older head " + path + " cannot be read: " + e.getMessage() + ".");
        }
    }

    /**
     * As {@link #open(SignedNote)}.
     *
     * @param what names it in a sentence after 'The'
     */
    SignedTreeHead open(SignedNote note, String what) throws NotAccepted {
        try {
            return open(note);
        } catch (UntrustedNote e) {
            throw new NotAccepted("The %s is not to be trusted: %s.".formatted(what, e.getMessage()));
        }
    }

    /**
     * A head from elsewhere.
     *
     * @throws UntrustedNote when it is not signed by the keys given, or of another record than the export
     */
    SignedTreeHead open(SignedNote note) {
        SignedTreeHead head = SignedTreeHead.open(note, keys);
        if (origin != null && !head.head().origin().equals(origin)) {
            throw new UntrustedNote("it is of another record");
        }
        return head;
    }
}
