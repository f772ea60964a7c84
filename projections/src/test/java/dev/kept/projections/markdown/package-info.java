@NullMarked
package dev.kept.projections.markdown;

import org.jspecify.annotations.NullMarked;
