package dev.kept.projections.kinds.interests;

import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import java.util.UUID;

/** What somebody disclosed of themselves. */
public record InterestView(UUID interest, Provenance disclosed, Text text) {}
