package dev.kept.commitments.notary;

import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSignature;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Heads as they are handed out: with the cosignatures of the ledger's witnesses. */
@Component
class CosignedHeads {

    private final TreeHeads heads;
    private final Witnesses witnesses;

    CosignedHeads(TreeHeads heads, Witnesses witnesses) {
        this.heads = heads;
        this.witnesses = witnesses;
    }

    /** As {@link TreeHeads#head}. */
    SignedTreeHead head(UUID ledger, @Nullable Long size) {
        return cosigned(ledger, heads.head(ledger, size));
    }

    /** As {@link TreeHeads#receipts}, for one entry. */
    Receipt receipt(UUID ledger, long sequence, @Nullable Long size) {
        Receipt bare = heads.receipts(ledger, List.of(sequence), size).getFirst();
        long signed = size == null ? TreeHead.parse(bare.note().text()).size() : size;
        return new Receipt(null, bare.index(), bare.proof(), bare.note().with(witnesses.cosignatures(ledger, signed)));
    }

    /** As {@link TreeHeads#receipts}. */
    List<Receipt> receipts(UUID ledger, List<Long> sequences, long size) {
        if (sequences.isEmpty()) {
            return List.of();
        }
        List<NoteSignature> further = witnesses.cosignatures(ledger, size);
        return heads.receipts(ledger, sequences, size).stream()
                .map(bare -> new Receipt(
                        null, bare.index(), bare.proof(), bare.note().with(further)))
                .toList();
    }

    /** The largest head of each witness, up to a size; each head once. */
    List<SignedTreeHead> lastOfEachWitness(UUID ledger, long upTo) {
        return witnesses.of(ledger).stream()
                .map(Witnesses.Witness::size)
                .filter(Objects::nonNull)
                .filter(size -> size <= upTo)
                .distinct()
                .sorted()
                .map(size -> head(ledger, size))
                .toList();
    }

    private SignedTreeHead cosigned(UUID ledger, SignedTreeHead head) {
        return new SignedTreeHead(
                head.head(),
                head.note().with(witnesses.cosignatures(ledger, head.head().size())),
                head.signatures());
    }
}
