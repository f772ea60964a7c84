package dev.kept.projections;

import dev.kept.projections.commitments.CommitmentFold;
import dev.kept.projections.fold.ItemFold;
import java.util.List;

/** Every kind of item of which the read side keeps views. A new kind is one more line. */
public final class Folds {

    public static final List<ItemFold<?, ?>> ALL = List.of(new CommitmentFold());

    private Folds() {}
}
