package dev.kept.projections.readmodels;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As the workers report it to each other, so that it is known in every process. */
final class JdbcReadModelState implements ReadModelState {

    private static final String UP_TO_DATE = """
        select count(*) > 0 and coalesce(bool_and(caught_up), false)
          from ingest_worker
         where expires_at > clock_timestamp()
        """;

    private final JdbcClient sql;

    JdbcReadModelState(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public boolean isUpToDate() {
        return sql.sql(UP_TO_DATE).query(Boolean.class).single();
    }
}
