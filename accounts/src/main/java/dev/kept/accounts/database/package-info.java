/** The schema {@code accounts}: its connection pool, its migrations and its transactions. */
@NullMarked
package dev.kept.accounts.database;

import org.jspecify.annotations.NullMarked;
