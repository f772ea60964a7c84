/** What invited people read before they belong to a ledger. */
@NullMarked
package dev.kept.projections.views.invitations;

import org.jspecify.annotations.NullMarked;
