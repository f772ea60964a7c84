/**
 * The offline verifier: checks an export with nothing but keys from elsewhere, heads and receipts that somebody kept, and the JDK. One
 * pass, a few bundles in memory at a time. See docs/adr/0050 and 0051.
 */
@NullMarked
package dev.kept.transparency.verify;

import org.jspecify.annotations.NullMarked;
