package dev.kept.subscriptions;

import dev.kept.http.HttpConventions;
import dev.kept.projections.readmodels.ReadModelState;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Webhooks, reminders and calendars, to be imported by an application that also reads the read models. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = SubscriptionsApplication.class))
@Import(HttpConventions.class)
@PropertySource("classpath:dev/kept/subscriptions/defaults.properties")
public class Subscriptions {

    @Bean
    SubscriptionsDatabase subscriptionsDatabase(Environment environment) {
        SubscriptionsProperties properties = new SubscriptionsProperties(environment);
        properties.migration().migrate();
        return properties.database();
    }

    /** Not by type: other services in the same application have theirs. */
    @Bean(defaultCandidate = false)
    DataSource subscriptionsDataSource(SubscriptionsDatabase database, Environment environment) {
        return database.pool(new SubscriptionsProperties(environment).connections());
    }

    @Bean(defaultCandidate = false)
    TransactionTemplate subscriptionsTransactions(@Qualifier("subscriptionsDataSource") DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Bean
    HealthIndicator subscriptionsHealth(
            @Qualifier("subscriptionsDataSource") DataSource dataSource, ReadModelState readModels) {
        return new SubscriptionsHealth(dataSource, readModels);
    }
}
