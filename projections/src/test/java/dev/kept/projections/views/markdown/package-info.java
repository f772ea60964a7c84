@NullMarked
package dev.kept.projections.views.markdown;

import org.jspecify.annotations.NullMarked;
