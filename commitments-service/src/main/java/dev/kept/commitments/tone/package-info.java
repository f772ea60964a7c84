/** How what somebody is writing may sound: told to the author alone, kept nowhere. */
@NullMarked
package dev.kept.commitments.tone;

import org.jspecify.annotations.NullMarked;
