package dev.kept.projections.store.fold;

import java.util.UUID;

/**
 * An item as it stands at some entry.
 *
 * @param <V> its view, or its brief
 * @param firstSequence the entry that brought it about; orders items for good
 * @param lastSequence the last entry that concerned it; its ETag
 */
public record Item<V>(UUID id, long firstSequence, long lastSequence, V view) {}
