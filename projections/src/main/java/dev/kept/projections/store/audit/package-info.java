/**
 * Checks the record independently of the service that writes it: recomputes each ledger's Merkle tree from the statements that came from
 * Kafka, and compares its roots with the signed tree heads. A ledger that differs is not shown any more. Exposes {@link
 * dev.kept.projections.store.audit.Auditor}, and {@link dev.kept.projections.store.audit.SignedHeads} for heads that are shown.
 */
@NullMarked
package dev.kept.projections.store.audit;

import org.jspecify.annotations.NullMarked;
