package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChain;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens signed heads with the keys that were given and those that follow from them, and says in a sentence why one is not accepted. The
 * former is known at once; the latter follow from entries.
 */
final class TreeHeads {

    private final ExportFolder export;
    private final List<VerifierKey> keys;

    /** What was opened so far, with its name in a sentence. */
    private final Map<SignedNote, String> unjudged = new ConcurrentHashMap<>();

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

    /**
     * What came of judging the heads.
     *
     * @param trusted whether all were signed by a key that was to sign them
     * @param changes of the key that count
     */
    record Judgement(boolean trusted, List<KeyChange> changes) {}

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
     * A head from elsewhere. Whether its signer was to sign it is only known once all entries are: see {@link #judge}.
     *
     * @param what names it in a sentence after 'The'
     */
    SignedTreeHead open(SignedNote note, String what) throws NotAccepted {
        try {
            SignedTreeHead head = open(note);
            unjudged.putIfAbsent(note, what);
            return head;
        } catch (UntrustedNote e) {
            throw untrusted(what, e);
        }
    }

    /**
     * Says of each head that was opened, in a sentence, when none of the keys given has signed it, and none that follows from them.
     *
     * @param changes the entries that change the key, in their order
     */
    Judgement judge(List<KeyChange> changes, Findings findings) {
        KeyChain chain = new KeyChain(String.valueOf(origin), keys, changes);
        List<String> wrong = new ArrayList<>();
        unjudged.forEach((note, what) -> {
            try {
                chain.open(note);
            } catch (UntrustedNote e) {
                wrong.add(untrusted(what, e).getMessage());
            }
        });
        chain.wrong().forEach(findings::wrong);
        wrong.stream().sorted().forEach(findings::wrong);
        return new Judgement(wrong.isEmpty(), chain.changes());
    }

    /** With what the keys given have signed: a wrong signature of one of them is refused at once. */
    private SignedTreeHead open(SignedNote note) {
        TreeHead head = TreeHead.parse(note.text());
        List<VerifierKey> named = keys.stream()
                .filter(key -> note.signatures().stream().anyMatch(key::isNamedBy))
                .toList();
        boolean byLog = note.signatures().stream()
                .anyMatch(signature -> signature.name().equals(head.origin()));
        SignedTreeHead opened = byLog
                ? new SignedTreeHead(head, note, named.isEmpty() ? List.of() : note.signedBy(named))
                : SignedTreeHead.open(note, keys);
        if (origin != null && !head.origin().equals(origin)) {
            throw new UntrustedNote("it is of another record");
        }
        return opened;
    }

    private static NotAccepted untrusted(String what, UntrustedNote e) {
        return new NotAccepted("The %s is not to be trusted: %s.".formatted(what, e.getMessage()));
    }
}
