/**
 * The key that signs heads, and how another one takes its place: which keys have signed, the entries that say so in each ledger, and the
 * operator's command that records them. See docs/adr/0077.
 */
@NullMarked
package dev.kept.commitments.key;

import org.jspecify.annotations.NullMarked;
