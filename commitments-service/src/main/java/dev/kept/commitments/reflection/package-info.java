/**
 * What people write for themselves after a conversation: outside the record, for its author alone, and gone for good when it is
 * discarded.
 */
@NullMarked
package dev.kept.commitments.reflection;

import org.jspecify.annotations.NullMarked;
