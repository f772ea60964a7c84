package dev.kept.pages;

import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages can be shown as long as sessions can be read; whether the API answers is for the API's own health to say. */
final class PagesHealth implements HealthIndicator {

    private final JdbcClient sql;

    PagesHealth(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public Health health() {
        try {
            sql.sql("select exists (select from pages_session)")
                    .query(Boolean.class)
                    .single();
            return Health.up().build();
        } catch (DataAccessException e) {
            return Health.outOfService()
                    .withDetail("database", "does not answer")
                    .build();
        }
    }
}
