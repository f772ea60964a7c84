package dev.kept.projections.store.kind;

import dev.kept.projections.readmodels.dates.ItemDate;
import java.util.List;
import java.util.UUID;

/** The dates of an item. Of a series each one by itself: that stays right when one of them is moved, missed or left out. */
@FunctionalInterface
public interface ItemDates<B> {

    List<ItemDate> of(UUID ledger, B brief);
}
