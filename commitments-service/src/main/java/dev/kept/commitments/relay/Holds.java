package dev.kept.commitments.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledgers that are not sent on, from which entry on. There are none unless the store was tampered with or refilled. */
final class Holds {

    private static final String ALL = "SELECT ledger_id, sequence FROM commitments.relay_hold";

    private static final String ADD = """
        INSERT INTO commitments.relay_hold (ledger_id, sequence) VALUES (:ledger, :sequence)
        ON CONFLICT (ledger_id) DO UPDATE SET sequence = excluded.sequence
        """;

    private static final String REMOVE = "DELETE FROM commitments.relay_hold WHERE ledger_id = :ledger";

    private final JdbcClient jdbc;
    private final Map<UUID, Long> held = new HashMap<>();

    Holds(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        jdbc.sql(ALL).query(row -> {
            held.put(row.getObject("ledger_id", UUID.class), row.getLong("sequence"));
        });
    }

    boolean holds(UUID ledger, long sequence) {
        Long from = held.get(ledger);
        return from != null && sequence >= from;
    }

    void hold(UUID ledger, long from) {
        jdbc.sql(ADD).param("ledger", ledger).param("sequence", from).update();
        held.put(ledger, from);
    }

    void release(UUID ledger) {
        jdbc.sql(REMOVE).param("ledger", ledger).update();
        held.remove(ledger);
    }

    /** By ledger, the first entry that is held. */
    Map<UUID, Long> all() {
        return Map.copyOf(held);
    }
}
