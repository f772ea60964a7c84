package dev.kept.projections.views.document;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of which entries texts were erased. */
@Component
final class ErasedTexts {

    private static final int MOST = 500;

    private static final String ENTRIES = """
        select distinct sequence from erased where ledger_id = ? and sequence <= ? order by sequence limit ?
        """;

    private final JdbcClient sql;

    ErasedTexts(@Qualifier("projectionsDataSource") DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Their numbers in order, as they are shown, also of what was erased only after the head; empty when nothing was. */
    String numbers(UUID ledger, long head) {
        List<Long> entries = sql.sql(ENTRIES)
                .param(ledger)
                .param(head)
                .param(MOST + 1)
                .query((row, number) -> row.getLong(1))
                .list();
        return entries.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "))
                + (entries.size() > MOST ? " ..." : "");
    }
}
