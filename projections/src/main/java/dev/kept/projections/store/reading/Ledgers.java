package dev.kept.projections.store.reading;

import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledgers somebody may read. Every query starts here, so that no answer forgets whom it is for. */
public interface Ledgers {

    /**
     * A ledger, for one of its members or its admitted mediator.
     *
     * @param asOf null for now
     * @throws dev.kept.http.Problem 404 {@code ledger-not-found} for everybody else; 400 when the ledger has no such past
     */
    LedgerReading open(UUID ledger, UUID reader, @Nullable AsOf asOf);

    /**
     * The last entry of a ledger's past, without folding it.
     *
     * @param now the past must not lie after it
     * @param parameter the query parameter that asks for it
     * @throws dev.kept.http.Problem 400 when the ledger has no such past
     */
    long headAsOf(LedgerReading now, AsOf asOf, String parameter);

    /** As {@link #headAsOf(LedgerReading, AsOf, String)}, of the parameter {@code asOf}. */
    default long headAsOf(LedgerReading now, AsOf asOf) {
        return headAsOf(now, asOf, "asOf");
    }

    /** Every ledger the reader may see, now, the one with the latest entry first. */
    List<LedgerReading> of(UUID reader);

    /**
     * Ledgers the reader may see, now, the latest opened first.
     *
     * @param after only those further down the list; null for its beginning
     */
    List<LedgerReading> page(UUID reader, @Nullable PageStart after, int limit);

    /** A ledger's place in that list. */
    record PageStart(Instant opened, UUID ledger) {}

    /** The briefs of the items of a kind in several ledgers, by ledger, in one query; the filter's {@code limit} counts in each ledger. */
    <B> Map<UUID, List<Item<B>>> items(List<LedgerReading> ledgers, ItemFold<?, B> fold, ItemFilter filter);
}
