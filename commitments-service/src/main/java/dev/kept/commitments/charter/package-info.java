/** The agreed framework: proposed, amended clause by clause, in force once both sides agreed. */
@NullMarked
package dev.kept.commitments.charter;

import org.jspecify.annotations.NullMarked;
