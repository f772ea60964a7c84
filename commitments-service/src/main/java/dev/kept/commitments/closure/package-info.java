/** Closing and reopening a ledger, by both sides together. */
@NullMarked
package dev.kept.commitments.closure;

import org.jspecify.annotations.NullMarked;
