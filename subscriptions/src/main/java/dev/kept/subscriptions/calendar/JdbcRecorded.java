package dev.kept.subscriptions.calendar;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When entries were recorded. */
final class JdbcRecorded {

    private static final String RECORDED = """
        select ledger_id, sequence, e.recorded_at
          from unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
          join entry e using (ledger_id, sequence)
        """;

    private final JdbcClient sql;

    JdbcRecorded(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    record Place(UUID ledger, long sequence) {}

    /** All at once; a place that is not known yet is left out. */
    Map<Place, Instant> at(Collection<Place> places) {
        List<Place> distinct = places.stream().distinct().toList();
        Map<Place, Instant> recorded = new HashMap<>();
        sql.sql(RECORDED)
                .param(distinct.stream().map(place -> place.ledger().toString()).toArray(String[]::new))
                .param(distinct.stream().map(Place::sequence).toArray(Long[]::new))
                .query(row -> {
                    recorded.put(
                            new Place(row.getObject("ledger_id", UUID.class), row.getLong("sequence")),
                            row.getObject("recorded_at", OffsetDateTime.class).toInstant());
                });
        return recorded;
    }
}
