/** A ledger as a whole: its parties, people, mediators and invitations; and the list of one's own ledgers. */
@NullMarked
package dev.kept.projections.views.ledgers;

import org.jspecify.annotations.NullMarked;
