@NullMarked
package dev.kept.projections.database;

import org.jspecify.annotations.NullMarked;
