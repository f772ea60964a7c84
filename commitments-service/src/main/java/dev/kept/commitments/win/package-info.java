/** Progress worth recognising, shared once the other side endorses it. */
@NullMarked
package dev.kept.commitments.win;

import org.jspecify.annotations.NullMarked;
