@NullMarked
package dev.kept.projections.views.entries;

import org.jspecify.annotations.NullMarked;
