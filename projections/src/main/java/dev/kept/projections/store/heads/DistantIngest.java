package dev.kept.projections.store.heads;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notices what another process brought in: looks at the offsets four times a second while somebody watches a ledger, and at the
 * ledgers watched when partitions that are not this process's have moved.
 */
public final class DistantIngest implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DistantIngest.class);
    private static final long PERIOD_MILLIS = 250;

    private static final String POSITIONS = "select partition, next_offset from kafka_position where topic = ?";
    private static final String HEADS = """
        select l.ledger_id, l.head, h.ledger_id is not null as halted
          from ledger l
          left join halted h using (ledger_id)
         where l.ledger_id = any(?::uuid[])
        """;

    private final Heads heads;
    private final JdbcClient sql;
    private final String topic;
    private final Supplier<Set<Integer>> ownPartitions;
    private final Map<Integer, Long> positions = new HashMap<>();
    private Map<UUID, Stand> known = new HashMap<>();
    private volatile boolean running;

    private record Stand(long head, boolean halted) {}

    /**
     * @param topic of statements
     * @param ownPartitions those of which this process knows by itself
     */
    public DistantIngest(Heads heads, DataSource dataSource, String topic, Supplier<Set<Integer>> ownPartitions) {
        this.heads = heads;
        this.sql = JdbcClient.create(dataSource);
        this.topic = topic;
        this.ownPartitions = ownPartitions;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("projections-distant-ingest").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            while (running) {
                Thread.sleep(PERIOD_MILLIS);
                Set<UUID> watched = heads.watched();
                if (!watched.isEmpty()) {
                    look(watched);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Set<UUID> watched) {
        try {
            if (othersMoved()) {
                Map<UUID, Stand> now = stands(watched);
                Set<UUID> changed = new HashSet<>();
                now.forEach((ledger, stand) -> {
                    if (!stand.equals(known.get(ledger))) {
                        changed.add(ledger);
                    }
                });
                known = now;
                heads.changed(changed);
            }
        } catch (DataAccessException e) {
            // Who watches finds out by itself that the database is away; the next look is soon.
            LOG.debug("Cannot look for new entries", e);
        }
    }

    private boolean othersMoved() {
        Set<Integer> own = ownPartitions.get();
        boolean[] moved = {false};
        sql.sql(POSITIONS).param(topic).query(row -> {
            int partition = row.getInt("partition");
            Long before = positions.put(partition, row.getLong("next_offset"));
            moved[0] |= !own.contains(partition) && (before == null || before != row.getLong("next_offset"));
        });
        return moved[0];
    }

    private Map<UUID, Stand> stands(Set<UUID> watched) {
        Map<UUID, Stand> now = new HashMap<>();
        sql.sql(HEADS)
                .param(watched.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    now.put(
                            row.getObject("ledger_id", UUID.class),
                            new Stand(row.getLong("head"), row.getBoolean("halted")));
                });
        return now;
    }
}
