/** How a text may sound to the other side: what to put more gently, and what is well put. Knows texts only, and keeps none. */
@NullMarked
package dev.kept.tone;

import org.jspecify.annotations.NullMarked;
