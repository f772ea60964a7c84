/**
 * Where the read models stand: one PostgreSQL schema that serves, and beside it, during a rebuild, the one that will; and a schema for
 * what people ask of the read side, which is in no log and which no rebuild touches.
 */
@NullMarked
package dev.kept.projections.store.database;

import org.jspecify.annotations.NullMarked;
