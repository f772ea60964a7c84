package dev.kept.projections.store.stream;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a stream asks of the tables. */
final class JdbcStream {

    private static final String MAY_READ = """
        select exists (select from membership
                        where ledger_id = ? and member = ? and until_sequence is null)
        """;

    /** One statement looks at the right and at the entries: none of later than the end of the right is among them. */
    private static final String AFTER = """
        select sequence, type from entry
         where ledger_id = ? and sequence > ?
           and exists (select from membership
                        where ledger_id = ? and member = ? and until_sequence is null)
         order by sequence
         limit ?
        """;

    private final JdbcClient sql;

    JdbcStream(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    boolean mayRead(UUID ledger, UUID reader) {
        return sql.sql(MAY_READ)
                .param(ledger)
                .param(reader)
                .query(Boolean.class)
                .single();
    }

    /** The entries after a sequence; none when the reader may not read the ledger. */
    List<EntryStream.News> after(UUID ledger, UUID reader, long sequence, int limit) {
        return sql.sql(AFTER)
                .param(ledger)
                .param(sequence)
                .param(ledger)
                .param(reader)
                .param(limit)
                .query((row, number) -> new EntryStream.News(row.getLong("sequence"), row.getString("type")))
                .list();
    }
}
