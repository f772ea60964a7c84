package dev.kept.commitments.operation;

import dev.kept.commitments.kernel.SealedEntry;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What somebody may do now about items of one kind. Nothing is probed before it is asked for. */
public interface ProbedKind {

    /** As entries name it. */
    String name();

    /** The operations that begin such an item, or are about the ledger as a whole. */
    List<Probed> ofLedger();

    /** The items of this kind, whatever became of them. */
    Set<UUID> items();

    /** The operations on one of the items. */
    List<Probed> ofItem(UUID item);

    /** What the body of an operation on one of the items could name. */
    List<ProbedChoice> choices(UUID item, String operation);

    /** The operations on an entry, by each of its texts. */
    List<ProbedChoice> ofEntry(long sequence, SealedEntry entry);
}
