package dev.kept.projections.store.fold;

import java.util.List;

/** Every kind of item of which the read side keeps views. */
public record ItemFolds(List<ItemFold<?, ?>> all) {
    public ItemFolds {
        all = List.copyOf(all);
    }
}
