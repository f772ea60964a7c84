package dev.kept.projections.stream;

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

    private static final String AFTER =
            "select sequence, type from entry where ledger_id = ? and sequence > ? order by sequence limit ?";

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

    List<EntryStream.News> after(UUID ledger, long sequence, int limit) {
        return sql.sql(AFTER)
                .param(ledger)
                .param(sequence)
                .param(limit)
                .query((row, number) -> new EntryStream.News(row.getLong("sequence"), row.getString("type")))
                .list();
    }
}
