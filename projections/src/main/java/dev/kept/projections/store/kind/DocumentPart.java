package dev.kept.projections.store.kind;

import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.Counted.Order;
import dev.kept.projections.store.reading.LedgerReading;
import java.util.List;
import java.util.Set;

/**
 * A kind in the living document.
 *
 * @param comparison what is compared of an item between two points of the ledger
 */
public record DocumentPart<B>(List<Section> sections, Comparison<B> comparison) {

    public DocumentPart {
        sections = List.copyOf(sections);
    }

    /** In one section. */
    public static <B> DocumentPart<B> of(String list, Set<String> states, Order order, Comparison<B> comparison) {
        return new DocumentPart<>(List.of(new Section(list, states, order)), comparison);
    }

    /**
     * A section: which items stand in it.
     *
     * @param list the field of the document that holds them
     * @param states any of them; empty for all
     * @param order which come first when there are more than fit
     */
    public record Section(String list, Set<String> states, Order order) {
        public Section {
            states = Set.copyOf(states);
        }
    }

    /** What is compared of an item as a reading has it. */
    @FunctionalInterface
    public interface Comparison<B> {
        ComparedFacts of(LedgerReading reading, Item<B> item);
    }

    public Section section(String list) {
        return sections.stream()
                .filter(each -> each.list().equals(list))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no section " + list));
    }
}
