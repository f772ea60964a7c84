package dev.kept.commitments.eventstore;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether PostgreSQL answers as one that can be written to; part of readiness. */
@Component("commitmentsStore")
class StoreHealth implements HealthIndicator {

    private static final String IS_WRITABLE = "SELECT NOT pg_is_in_recovery()";

    private final JdbcClient jdbc;

    StoreHealth(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public Health health() {
        try {
            boolean writable = StoreUnavailable.orResult(
                    () -> jdbc.sql(IS_WRITABLE).query(Boolean.class).single());
            return writable
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("reason", "PostgreSQL is a standby")
                            .build();
        } catch (StoreUnavailable e) {
            return Health.down()
                    .withDetail("reason", "PostgreSQL does not answer")
                    .build();
        }
    }
}
