package dev.kept.transparency.witness;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.Cosigner;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A witness (C2SP tlog-witness v1.0.0): cosigns a log's head when it extends the last one that it cosigned, and no other. A cosignature
 * leaves only after the head is stored.
 */
public final class Witness {

    private final Function<String, ? extends Collection<VerifierKey>> keys;
    private final WitnessedHeads heads;
    private final Cosigner cosigner;
    private final InstantSource clock;

    /**
     * @param keys of a log, by its origin; none when the log is not known here
     */
    public Witness(
            Function<String, ? extends Collection<VerifierKey>> keys,
            WitnessedHeads heads,
            Cosigner cosigner,
            InstantSource clock) {
        this.keys = keys;
        this.heads = heads;
        this.cosigner = cosigner;
        this.clock = clock;
    }

    /** Answers {@code POST add-checkpoint}; never throws because of the body. */
    public WitnessAnswer addCheckpoint(byte[] body) {
        AddCheckpoint request;
        TreeHead head;
        try {
            request = AddCheckpoint.parse(body);
            head = TreeHead.parse(request.note().text());
        } catch (Malformed e) {
            return WitnessAnswer.refused(400, "This cannot be read: " + e.getMessage() + ".");
        }
        Collection<VerifierKey> known = keys.apply(head.origin());
        if (known.isEmpty()) {
            return WitnessAnswer.refused(404, "No log of this origin is known here.");
        }
        try {
            SignedTreeHead.open(request.note(), known);
        } catch (UntrustedNote e) {
            return WitnessAnswer.refused(403, "This tree head is not the log's: " + e.getMessage() + ".");
        }
        if (request.oldSize() > head.size()) {
            return WitnessAnswer.refused(400, "The old size is larger than the new one.");
        }
        return decide(request, head, known);
    }

    private WitnessAnswer decide(AddCheckpoint request, TreeHead head, Collection<VerifierKey> known) {
        TreeHead last = last(head.origin());
        if (request.oldSize() != last.size()) {
            return WitnessAnswer.lastSize(last.size());
        }
        if (!Proofs.isConsistent(last.size(), last.root(), head.size(), head.root(), request.proof())) {
            return WitnessAnswer.refused(
                    422,
                    head.size() == last.size()
                            ? "This tree head and the last one cosigned have the same size and different roots: they are two"
                                    + " different records. Keep both as evidence."
                            : "The consistency proof does not show that this tree head extends the last one cosigned.");
        }
        NoteSignature cosignature = cosigner.cosign(request.note().text(), clock.instant());
        if (!heads.advance(last.size(), head, stored(request.note(), known, cosignature))) {
            return WitnessAnswer.lastSize(last(head.origin()).size());
        }
        return WitnessAnswer.cosigned(cosignature.line());
    }

    /** The head with one signature of each of the log's keys and our own; what others added is not kept. */
    private static SignedNote stored(SignedNote note, Collection<VerifierKey> known, NoteSignature cosignature) {
        List<NoteSignature> signatures = new ArrayList<>();
        for (VerifierKey key : known) {
            note.signatures().stream().filter(key::isNamedBy).findFirst().ifPresent(signatures::add);
        }
        signatures.add(cosignature);
        return new SignedNote(note.text(), signatures);
    }

    private TreeHead last(String origin) {
        return heads.last(origin).orElseGet(() -> new TreeHead(origin, 0, Hash.OF_EMPTY_TREE));
    }
}
