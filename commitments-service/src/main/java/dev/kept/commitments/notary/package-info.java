/**
 * Proofs of the record: signed tree heads, receipts and consistency proofs of each ledger, in the formats of C2SP. The trees themselves
 * stand beside the entries; here they are vouched for.
 */
@NullMarked
package dev.kept.commitments.notary;

import org.jspecify.annotations.NullMarked;
