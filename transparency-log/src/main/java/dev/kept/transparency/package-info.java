/**
 * Each ledger as a transparency log: formats of C2SP over the Merkle trees of RFC 6962 and RFC 9162. This module knows bytes, not events,
 * and runs on the JDK alone. What it offers, by who needs it:
 *
 * <ul>
 *   <li>The writer of a ledger keeps a {@link dev.kept.transparency.tree.RightEdge}: {@code edge.append(Hash.ofLeaf(statement))} gives the
 *       next one, {@code root()} what is stored with the entry, {@code toBytes()} what a snapshot keeps.
 *   <li>Whoever signs heads has a {@link dev.kept.transparency.note.SigningKey}, a {@link dev.kept.transparency.note.NoteSigner} for each
 *       ledger's origin, and {@link dev.kept.transparency.head.SignedTreeHead#sign}.
 *   <li>Whoever writes tiles has a {@link dev.kept.transparency.tiles.TileBuilder}, which resumes from stored partial tiles.
 *   <li>Whoever answers requests makes {@link dev.kept.transparency.tree.Proofs} from {@link dev.kept.transparency.tiles.TiledHashes}, and
 *       {@link dev.kept.transparency.head.Receipt}s from them.
 *   <li>{@link dev.kept.transparency.witness.Witness} answers {@code POST add-checkpoint} over a store.
 *   <li>{@link dev.kept.transparency.export.ExportWriter} writes a ledger's export, file by file, as a folder or a zip that is sent as it is
 *       made; {@link dev.kept.transparency.verify.Verify} checks one, as {@code kept-verify.jar}.
 * </ul>
 *
 * <p>This package itself holds what all of them share: one spelling for each value, and {@link dev.kept.transparency.Malformed} for the
 * rest.
 */
@NullMarked
package dev.kept.transparency;

import org.jspecify.annotations.NullMarked;
