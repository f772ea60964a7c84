@NullMarked
package dev.kept.projections.views.timeline;

import org.jspecify.annotations.NullMarked;
