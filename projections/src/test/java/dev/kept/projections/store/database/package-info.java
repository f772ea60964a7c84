@NullMarked
package dev.kept.projections.store.database;

import org.jspecify.annotations.NullMarked;
