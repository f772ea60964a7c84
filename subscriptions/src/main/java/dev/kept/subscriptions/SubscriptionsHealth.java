package dev.kept.subscriptions;

import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether what people subscribed to can be read. */
final class SubscriptionsHealth implements HealthIndicator {

    private final JdbcClient sql;

    SubscriptionsHealth(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public Health health() {
        try {
            sql.sql("select exists (select from webhook)").query(Boolean.class).single();
            return Health.up().build();
        } catch (DataAccessException e) {
            return Health.outOfService()
                    .withDetail("database", "does not answer")
                    .build();
        }
    }
}
