@NullMarked
package dev.kept.commitments.evidence;

import org.jspecify.annotations.NullMarked;
