/** A ledger's new entries as they come, to pages and programs that keep listening. */
@NullMarked
package dev.kept.projections.store.stream;

import org.jspecify.annotations.NullMarked;
