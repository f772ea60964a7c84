package dev.kept.commitments.notary;

import static java.util.Objects.requireNonNull;

import dev.kept.commitments.notary.Witnesses.Witness;
import dev.kept.events.Side;
import dev.kept.http.Problem;
import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey.Verified;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import dev.kept.transparency.witness.AddCheckpoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Takes cosignatures of a ledger's own parties, in the words of C2SP tlog-witness: the party has checked the head, cosigned it, and hands
 * it in with the proof that it extends the last one. Appending waits for none of it.
 */
@Component
class Cosigning {

    private final TreeHeads heads;
    private final Witnesses witnesses;
    private final LogIdentity identity;

    Cosigning(TreeHeads heads, Witnesses witnesses, LogIdentity identity) {
        this.heads = heads;
        this.witnesses = witnesses;
        this.identity = identity;
    }

    /** The last head that the witness cosigned is another one than the sender thinks. */
    static final class OtherSize extends Exception {
        private final long size;

        OtherSize(long size) {
            this.size = size;
        }

        long size() {
            return size;
        }
    }

    /**
     * Stores the cosignatures of a side that a head bears.
     *
     * @param body as C2SP tlog-witness has it
     * @return the signature lines of all witnesses that have cosigned this head
     * @throws Problem 400, 403, 404 or 422, with the meanings of tlog-witness
     */
    String add(UUID ledger, Side side, byte[] body) throws OtherSize {
        AddCheckpoint request;
        TreeHead head;
        try {
            request = AddCheckpoint.parse(body);
            head = TreeHead.parse(request.note().text());
        } catch (Malformed e) {
            throw Problem.of(
                    400, "malformed-checkpoint", "Malformed request", "This cannot be read: " + e.getMessage() + ".");
        }
        if (!head.origin().equals(identity.origin(ledger))) {
            throw Problem.of(
                    404, "unknown-origin", "Unknown origin", "This tree head is of another record than this ledger's.");
        }
        SignedTreeHead signed = open(ledger, request);
        if (request.oldSize() > head.size()) {
            throw Problem.of(400, "out-of-order", "Out of order", "The old size is larger than the new one.");
        }
        List<Witness> cosigners = cosigners(ledger, side, request);
        requireOfThisRecord(ledger, signed);
        List<Witness> pending = cosigners.stream()
                .filter(witness -> witness.size() == null || witness.size() != head.size())
                .toList();
        if (pending.isEmpty() && request.oldSize() != head.size()) {
            throw new OtherSize(head.size());
        }
        for (Witness witness : pending) {
            add(ledger, witness, request, head);
        }
        return witnesses.cosignatures(ledger, head.size()).stream()
                .map(NoteSignature::line)
                .collect(Collectors.joining());
    }

    private SignedTreeHead open(UUID ledger, AddCheckpoint request) {
        try {
            return requireNonNull(heads.keys(List.of(ledger)).get(ledger)).open(request.note());
        } catch (UntrustedNote e) {
            throw forbidden("untrusted-head", "This tree head is not this ledger's: " + e.getMessage() + ".");
        }
    }

    /** Those of the side's witnesses that have cosigned it; others' cosignatures may stand there too. */
    private List<Witness> cosigners(UUID ledger, Side side, AddCheckpoint request) {
        List<Witness> cosigners = witnesses.of(ledger).stream()
                .filter(witness -> witness.side() == side && witness.removed() == null)
                .filter(witness -> request.note().signatures().stream().anyMatch(witness.key()::isNamedBy))
                .toList();
        if (cosigners.isEmpty()) {
            throw forbidden(
                    "unknown-witness",
                    "None of the keys that your side has registered as its witnesses has cosigned it.");
        }
        return cosigners;
    }

    /** A head of ours that is not this record's is evidence of two histories: it is kept, and binds the signer. */
    private void requireOfThisRecord(UUID ledger, SignedTreeHead signed) {
        heads.takeOver(List.of(new TreeHeads.Of(ledger, signed)));
        Optional<Hash> root = heads.root(ledger, signed.head().size());
        if (root.isEmpty() || !root.get().equals(signed.head().root())) {
            throw Problem.of(
                    422,
                    "other-history",
                    "Another history",
                    "This tree head bears this service's signature, and is not one of the record as it is now. Keep it: it"
                            + " is evidence.");
        }
    }

    private void add(UUID ledger, Witness witness, AddCheckpoint request, TreeHead head) throws OtherSize {
        Verified verified;
        NoteSignature line;
        try {
            verified = request.note().signedBy(List.of(witness.key())).getFirst();
            line = request.note().signatures().stream()
                    .filter(witness.key()::isNamedBy)
                    .findFirst()
                    .orElseThrow();
        } catch (UntrustedNote e) {
            throw forbidden("bad-cosignature", "The cosignature does not verify: " + e.getMessage() + ".");
        }
        long last = witness.size() == null ? 0 : witness.size();
        if (request.oldSize() != last) {
            throw new OtherSize(last);
        }
        Hash lastRoot =
                last == 0 ? Hash.OF_EMPTY_TREE : heads.root(ledger, last).orElseThrow();
        if (!Proofs.isConsistent(last, lastRoot, head.size(), head.root(), request.proof())) {
            throw Problem.of(
                    422,
                    "not-consistent",
                    "Not consistent",
                    "The consistency proof does not show that this tree head extends the last one that was cosigned.");
        }
        Optional<Long> other = witnesses.advance(
                ledger, witness.id(), last, head.size(), line, Objects.requireNonNull(verified.time()));
        if (other.isPresent()) {
            throw new OtherSize(other.get());
        }
    }

    private static Problem forbidden(String code, String sentence) {
        return Problem.of(403, code, "Not accepted", sentence);
    }
}
