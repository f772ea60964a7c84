/** Where the read models stand: one PostgreSQL schema that serves, and beside it, during a rebuild, the one that will. */
@NullMarked
package dev.kept.projections.database;

import org.jspecify.annotations.NullMarked;
