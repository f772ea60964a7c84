/** What people read across the kinds: document, timeline, dashboard, review, overview, exports. */
@NullMarked
package dev.kept.projections.views;

import org.jspecify.annotations.NullMarked;
