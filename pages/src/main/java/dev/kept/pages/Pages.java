package dev.kept.pages;

import dev.kept.http.HttpConventions;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The pages, to be imported by whatever runs them. Needs the properties that {@link PagesProperties} and {@link PagesSettings} name. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = PagesApplication.class))
@Import(HttpConventions.class)
public class Pages {

    /** For sessions, which all replicas share. Not by type: other services in the same application have theirs. */
    @Bean(defaultCandidate = false)
    DataSource pagesDataSource(Environment environment) {
        PagesProperties properties = new PagesProperties(environment);
        properties.migration().migrate();
        return properties.database().pool(properties.connections());
    }

    @Bean(defaultCandidate = false)
    TransactionTemplate pagesTransactions(@Qualifier("pagesDataSource") DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Bean
    HealthIndicator pagesHealth(@Qualifier("pagesDataSource") DataSource dataSource) {
        return new PagesHealth(dataSource);
    }
}
