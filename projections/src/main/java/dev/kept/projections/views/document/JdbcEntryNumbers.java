package dev.kept.projections.views.document;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which entries are about which item; the caller has the right to read the ledger. */
final class JdbcEntryNumbers {

    private static final String ABOUT = """
        select i.subject, e.sequences
          from unnest(:subjects::uuid[]) i(subject)
         cross join lateral (
               select array_agg(sequence order by sequence) sequences
                 from entry
                where ledger_id = :ledger and subject = i.subject and sequence > :after and sequence <= :until) e
         where e.sequences is not null
        """;

    private final JdbcClient sql;

    JdbcEntryNumbers(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * By item, in order; an item without any is not in it.
     *
     * @param after exclusive; -1 for all
     * @param until inclusive
     */
    Map<UUID, List<Long>> about(UUID ledger, Collection<UUID> items, long after, long until) {
        Map<UUID, List<Long>> numbers = new HashMap<>();
        if (!items.isEmpty()) {
            sql.sql(ABOUT)
                    .param("ledger", ledger)
                    .param("subjects", items.stream().map(UUID::toString).toArray(String[]::new))
                    .param("after", after)
                    .param("until", until)
                    .query(row -> {
                        numbers.put(row.getObject("subject", UUID.class), List.of((Long[])
                                row.getArray("sequences").getArray()));
                    });
        }
        return numbers;
    }
}
