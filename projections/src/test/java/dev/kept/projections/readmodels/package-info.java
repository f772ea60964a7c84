@NullMarked
package dev.kept.projections.readmodels;

import org.jspecify.annotations.NullMarked;
