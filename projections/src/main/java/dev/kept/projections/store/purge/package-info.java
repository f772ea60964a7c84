/** Makes erased texts disappear from PostgreSQL's files, too. Exposes {@link dev.kept.projections.store.purge.Purge}. */
@NullMarked
package dev.kept.projections.store.purge;

import org.jspecify.annotations.NullMarked;
