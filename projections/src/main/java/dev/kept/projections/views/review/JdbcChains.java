package dev.kept.projections.views.review;

import dev.kept.events.Entry;
import dev.kept.events.Statements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries by the items they are about; the caller has the right to read the ledger. */
final class JdbcChains {

    private static final String ABOUT = """
        select statement
          from entry
         where ledger_id = :ledger and subject = any(:subjects::uuid[]) and sequence <= :head
         order by sequence
        """;

    private final JdbcClient sql;

    JdbcChains(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Every entry up to the head that is about one of the items, in order. */
    List<Entry> about(UUID ledger, Collection<UUID> items, long head) {
        List<Entry> entries = new ArrayList<>();
        if (items.isEmpty()) {
            return entries;
        }
        sql.sql(ABOUT)
                .param("ledger", ledger)
                .param("subjects", items.stream().map(UUID::toString).toArray(String[]::new))
                .param("head", head)
                .query(row -> {
                    entries.add(Statements.read(row.getBytes(1)));
                });
        return entries;
    }
}
