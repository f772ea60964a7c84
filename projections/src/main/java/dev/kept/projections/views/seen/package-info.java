/** Who first saw which entry, and when: ranges of entries for each member, as they were recorded. Of mediators there is nothing to show. */
@NullMarked
package dev.kept.projections.views.seen;

import org.jspecify.annotations.NullMarked;
