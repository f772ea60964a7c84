/** A ledger's entries in their order: to page through, to filter, to search, and one by one with the bytes that prove them. */
@NullMarked
package dev.kept.projections.views.timeline;

import org.jspecify.annotations.NullMarked;
