package dev.kept.commitments.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives the receipts that a command is answered with, once its entries are committed. */
public interface CommandReceipts {

    /**
     * A receipt for each entry, under the head that ends with the last of them: the same whenever it is asked for.
     *
     * @param sequences of one command's entries, ascending, at least one
     * @return C2SP tlog-proofs, in the same order; empty when nothing can be signed now: the entries are recorded all the same
     */
    Optional<List<String>> receipts(UUID ledger, List<Long> sequences);
}
