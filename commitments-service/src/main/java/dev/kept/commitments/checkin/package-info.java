/** Short recurring touchpoints at a cadence that both sides agreed on. */
@NullMarked
package dev.kept.commitments.checkin;

import org.jspecify.annotations.NullMarked;
