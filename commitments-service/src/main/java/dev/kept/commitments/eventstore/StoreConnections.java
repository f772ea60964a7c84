package dev.kept.commitments.eventstore;

import javax.sql.DataSource;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The service's connections to its store, by what they are for; the schema is up to date before any is lent. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class StoreConnections {

    /** For everybody in this service who reads, or keeps something of their own beside the entries. */
    @Bean(defaultCandidate = false, destroyMethod = "close")
    DataSource commitmentsDataSource(StoreProperties properties, ObjectProvider<JavaMigration> migrations) {
        JavaMigration[] others = migrations.stream().toArray(JavaMigration[]::new);
        if (properties.migrates()) {
            StoreDataSources.migrate(properties.url(), properties.owner(), others);
        } else {
            StoreDataSources.requireUpToDate(properties.url(), properties.application(), others);
        }
        return StoreDataSources.readers(properties.url(), properties.application(), properties.readers());
    }

    @Bean(defaultCandidate = false, destroyMethod = "close")
    @DependsOn("commitmentsDataSource")
    DataSource commitmentsLanesDataSource(StoreProperties properties, StoreTimeline timeline) {
        return StoreDataSources.lanes(properties.url(), properties.application(), properties.lanes(), timeline);
    }

    /** Not pooled: each leader holds one connection for as long as it leads. */
    @Bean(defaultCandidate = false)
    @DependsOn("commitmentsDataSource")
    DataSource commitmentsRelayDataSource(StoreProperties properties) {
        return StoreDataSources.leading(properties.url(), properties.application());
    }

    /** For readers that save their position together with what they keep. */
    @Bean(defaultCandidate = false)
    TransactionTemplate commitmentsTransactions(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }
}
