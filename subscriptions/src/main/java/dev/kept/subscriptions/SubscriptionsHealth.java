package dev.kept.subscriptions;

import dev.kept.projections.readmodels.ReadModelState;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether subscriptions and read models can be read; whether the read models are up to date is in the details. */
final class SubscriptionsHealth implements HealthIndicator {

    private final JdbcClient sql;
    private final ReadModelState readModels;

    SubscriptionsHealth(DataSource dataSource, ReadModelState readModels) {
        this.sql = JdbcClient.create(dataSource);
        this.readModels = readModels;
    }

    @Override
    public Health health() {
        try {
            sql.sql("select exists (select from webhook)").query(Boolean.class).single();
            return Health.up()
                    .withDetail("readModelsUpToDate", readModels.isUpToDate())
                    .build();
        } catch (DataAccessException e) {
            return Health.outOfService()
                    .withDetail("database", "does not answer")
                    .build();
        }
    }
}
