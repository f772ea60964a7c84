/**
 * The offline verifier: checks an export with nothing but keys from elsewhere, heads and receipts that somebody kept, and the JDK. One
 * pass, a few bundles in memory at a time. See docs/adr/0047 and 0048.
 */
@NullMarked
package dev.kept.transparency.verify;

import org.jspecify.annotations.NullMarked;
