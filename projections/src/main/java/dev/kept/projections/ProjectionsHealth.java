package dev.kept.projections;

import dev.kept.projections.store.ingest.Ingest;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries can be answered as long as the database answers; how far behind the answers are is in the details. */
final class ProjectionsHealth implements HealthIndicator {

    private static final String TROUBLE = """
        select (select count(*) from halted) as halted,
               (select count(*) from parked) as parked
        """;

    private final JdbcClient sql;
    private final Ingest ingest;

    ProjectionsHealth(DataSource dataSource, Ingest ingest) {
        this.sql = JdbcClient.create(dataSource);
        this.ingest = ingest;
    }

    @Override
    public Health health() {
        Ingest.State state = ingest.state();
        Health.Builder health = new Health.Builder()
                .withDetail("partitions", state.partitions())
                .withDetail("lag", state.lag())
                .withDetail("waitingFor", state.waitingFor())
                .withDetail("caughtUpOnce", state.caughtUpOnce());
        try {
            sql.sql(TROUBLE).query(row -> {
                health.withDetail("haltedLedgers", row.getLong("halted"))
                        .withDetail("parkedRecords", row.getLong("parked"));
            });
            return health.up().build();
        } catch (DataAccessException e) {
            return health.outOfService()
                    .withDetail("database", "does not answer")
                    .build();
        }
    }
}
