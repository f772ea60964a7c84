package dev.kept.projections.store.reading;

import dev.kept.events.Statements;
import dev.kept.http.Problem;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.StoredView;
import dev.kept.projections.store.fold.UnreadableView;
import dev.kept.projections.store.fold.ViewJson;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Views as a query about one ledger reads them. */
public final class StoredViews {

    private static final Logger log = LoggerFactory.getLogger(StoredViews.class);

    private static final String LATER = """
        select statement from entry
         where ledger_id = ? and subject = ? and sequence > ? and sequence <= ?
         order by sequence
        """;

    private StoredViews() {}

    /**
     * An item as of an entry, from a view that may lack some of its entries.
     *
     * @param stored as of the entry that the view stands at
     * @param last no later entry counts
     */
    static <V> Item<V> upTo(JdbcClient sql, UUID ledger, ItemFold<V, ?> fold, Item<V> stored, long last) {
        if (stored.lastSequence() >= last || !fold.isSubject()) {
            return stored;
        }
        return StoredView.follow(
                fold,
                stored,
                sql.sql(LATER)
                        .param(ledger)
                        .param(stored.id())
                        .param(stored.lastSequence())
                        .param(last)
                        .query((row, number) -> Statements.read(row.getBytes("statement")))
                        .list());
    }

    /**
     * A stored view or brief.
     *
     * @throws Problem 503 {@code ledger-halted} when this version cannot read it: nobody's request is at fault, and an operator can
     *     rebuild it
     */
    public static <V> V read(UUID ledger, String json, Class<V> type) {
        try {
            return ViewJson.read(json, type);
        } catch (UnreadableView e) {
            log.error("Ledger {}: {}. 'kept rebuild' makes it anew.", ledger, e.getMessage());
            throw Problem.of(
                            503,
                            "ledger-halted",
                            "Ledger halted",
                            "This part of the ledger cannot be shown, because what is stored for reading is damaged."
                                    + " Nothing is lost; the operator has to rebuild it.")
                    .retryAfter(Duration.ofMinutes(1));
        }
    }
}
