/** Who first saw which entry, recorded in batches. */
@NullMarked
package dev.kept.commitments.seen;

import org.jspecify.annotations.NullMarked;
