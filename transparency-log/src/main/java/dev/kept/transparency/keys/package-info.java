/**
 * How a log's key changes: entries that hand over from one key to the next, and which keys may have signed a head once these are known. See
 * docs/adr/0077.
 */
@NullMarked
package dev.kept.transparency.keys;

import org.jspecify.annotations.NullMarked;
