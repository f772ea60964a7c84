/**
 * What a kind of item must say about itself: {@link dev.kept.projections.store.kind.ItemKind} and the types of its answers. Owns no kind.
 */
@NullMarked
package dev.kept.projections.store.kind;

import org.jspecify.annotations.NullMarked;
