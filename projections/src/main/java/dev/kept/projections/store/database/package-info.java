/** Where the read models are stored: one PostgreSQL schema that serves, and beside it, during a rebuild, the one that will. */
@NullMarked
package dev.kept.projections.store.database;

import org.jspecify.annotations.NullMarked;
