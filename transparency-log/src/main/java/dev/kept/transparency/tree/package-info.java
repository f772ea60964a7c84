/**
 * The Merkle tree of RFC 6962 and RFC 9162: hashes, the right edge that a writer keeps, and proofs. Knows neither files nor
 * signatures.
 */
@NullMarked
package dev.kept.transparency.tree;

import org.jspecify.annotations.NullMarked;
