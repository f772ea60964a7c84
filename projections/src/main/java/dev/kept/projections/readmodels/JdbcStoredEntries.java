package dev.kept.projections.readmodels;

import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.WireTypes;
import dev.kept.projections.views.export.ExportedEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

final class JdbcStoredEntries implements StoredEntries {

    private static final String HEADS = "select ledger_id, head from ledger where ledger_id = any(?::uuid[])";

    private static final String STORED = """
        select e.sequence, e.statement, e.trace,
               array(select t.disclosure from text t
                      where t.ledger_id = e.ledger_id and t.sequence = e.sequence
                      order by t.field) as disclosures
          from entry e
        """;

    private static final String NEXT = STORED + """
         where e.ledger_id = :ledger and e.sequence > :after and e.sequence <= :head
           and (cardinality(:kinds::text[]) = 0 or e.kind = any(:kinds::text[]) or e.type = any(:kinds::text[])
                or (:erasures and e.type = :erased))
         order by e.sequence
         limit 1
        """;

    private static final String AT = STORED + " where e.ledger_id = ? and e.sequence = ?";

    private static final String RECORDED = """
        select ledger_id, sequence, e.recorded_at
          from unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
          join entry e using (ledger_id, sequence)
        """;

    private static final String ERASED = WireTypes.nameOf(TextErased.class);

    private final JdbcClient sql;

    JdbcStoredEntries(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public Map<UUID, Long> heads(Collection<UUID> ledgers) {
        Map<UUID, Long> heads = new HashMap<>();
        sql.sql(HEADS)
                .param(ledgers.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    heads.put(row.getObject("ledger_id", UUID.class), row.getLong("head"));
                });
        return heads;
    }

    @Override
    public Optional<StoredEntry> next(UUID ledger, long after, long head, Wanted wanted) {
        return sql.sql(NEXT)
                .param("ledger", ledger)
                .param("after", after)
                .param("head", head)
                .param("kinds", wanted.kinds().toArray(String[]::new))
                .param("erasures", wanted.erasures())
                .param("erased", ERASED)
                .query((row, number) -> stored(row))
                .optional();
    }

    @Override
    public Optional<StoredEntry> at(UUID ledger, long sequence) {
        return sql.sql(AT)
                .param(ledger)
                .param(sequence)
                .query((row, number) -> stored(row))
                .optional();
    }

    @Override
    public Map<EntryKey, Instant> recordedAt(Collection<EntryKey> entries) {
        List<EntryKey> distinct = entries.stream().distinct().toList();
        Map<EntryKey, Instant> recorded = new HashMap<>();
        sql.sql(RECORDED)
                .param(distinct.stream().map(entry -> entry.ledger().toString()).toArray(String[]::new))
                .param(distinct.stream().map(EntryKey::sequence).toArray(Long[]::new))
                .query(row -> {
                    recorded.put(
                            new EntryKey(row.getObject("ledger_id", UUID.class), row.getLong("sequence")),
                            row.getObject("recorded_at", OffsetDateTime.class).toInstant());
                });
        return recorded;
    }

    @Override
    public String exported(StoredEntry entry) {
        return ExportedEntry.of(entry.sequence(), entry.statement(), entry.disclosures())
                .json();
    }

    private static StoredEntry stored(ResultSet row) throws SQLException {
        return new StoredEntry(
                row.getLong("sequence"),
                row.getBytes("statement"),
                List.of((String[]) row.getArray("disclosures").getArray()),
                row.getString("trace"));
    }
}
