/**
 * What one person wants to know on arriving: what waits in which ledger, what is due next, and the numbers over all own ledgers.
 */
@NullMarked
package dev.kept.projections.views.overview;

import org.jspecify.annotations.NullMarked;
