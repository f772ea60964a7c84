/** A tree as files (C2SP tlog-tiles v0.1.0): paths, tiles of hashes, bundles of entries; and proofs made from tiles. */
@NullMarked
package dev.kept.transparency.tiles;

import org.jspecify.annotations.NullMarked;
