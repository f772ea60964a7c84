/** Who belongs to which side of a ledger: opening it, invitations, joining and leaving. */
@NullMarked
package dev.kept.commitments.membership;

import org.jspecify.annotations.NullMarked;
