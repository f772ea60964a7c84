/**
 * What people are still writing: outside the record, for its author and one second reader alone, until its author releases it through
 * the ordinary command.
 */
@NullMarked
package dev.kept.commitments.draft;

import org.jspecify.annotations.NullMarked;
