package dev.kept.projections.store.kind;

import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.http.Problem;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.reading.LedgerReading;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a kind of item: everything that the read side does with it follows from here. Stateless. What has no default must be
 * answered; {@code null} says that the kind has no part in it.
 *
 * @param <E> its entries
 * @param <V> the view of an item
 * @param <B> the brief of an item
 */
public interface ItemKind<E extends LedgerEvent, V, B> {

    ItemName name();

    Class<E> events();

    /** How views follow from entries; also says what others call an item. */
    ItemFold<V, B> fold();

    /** The states an item can be in, as lists filter by them, in the order of an item's life. */
    List<String> states();

    /** The controller of {@code /api/ledgers/{ledger}/<many>}. */
    Class<?> routes();

    /** What lists show of an item at an instant. */
    Object listed(B brief, Instant at);

    /** What the answer about one item shows at an instant. */
    Object answer(LedgerReading reading, V view, Instant at);

    /** What changes the answer about one item. */
    Changing changing();

    /** What an entry about an item says, in the order in which people read it. */
    void fields(E event, FieldList to);

    /** What can wait for somebody or be ahead. */
    @Nullable
    Opening<B> opening();

    /** Where it stands in the living document, and what is compared there. */
    @Nullable
    DocumentPart<B> document();

    /** The dates that calendars show. */
    @Nullable
    ItemDates<B> dates();

    /** The table of an export. */
    Sheet sheet();

    /** The wire names of the states of an enum, for {@link #states}. */
    static <S extends Enum<S>> List<String> names(Class<S> states, Function<S, String> name) {
        return Stream.of(states.getEnumConstants()).map(name).toList();
    }

    /** The answer to a request for an item that is not there. */
    default Problem notFound() {
        String name = name().one();
        return Problem.of(404, name + "-not-found", "No such " + name, "There is no such " + name + " in this ledger.");
    }

    /** As {@link #fields}, of an event that is known to be one of this kind. */
    default void fieldsOf(LedgerEvent event, FieldList to) {
        fields(events().cast(event), to);
    }

    /** What changes an answer, and so when a client may keep it. */
    enum Changing {
        /** An entry about the item. */
        ITS_ENTRIES,
        /** Any entry: the answer also shows what refers to the item. */
        ANY_ENTRY,
        /** Time, without an entry: only the past stays as it is. */
        TIME
    }
}
