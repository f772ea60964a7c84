@NullMarked
package dev.kept.projections.entries;

import org.jspecify.annotations.NullMarked;
