/** Erasures as people read them: proposed, declined, done, on which ground. Never what the text was. */
@NullMarked
package dev.kept.projections.kinds.erasure;

import org.jspecify.annotations.NullMarked;
