package dev.kept.projections;

import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.Topics;
import dev.kept.projections.views.invitations.InvitationReading;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The read models for an application that reads them and does not fill them. Its database role needs no right but to select. Expects
 * {@code kept.projections.datasource.*}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = {
            "dev.kept.projections.readmodels",
            "dev.kept.projections.store.heads",
            "dev.kept.projections.store.reading"
        },
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@Import(InvitationReading.class)
public class ReadModels {

    /** For queries; read-only. Not by type: other services in the same application have theirs. */
    @Bean(defaultCandidate = false)
    DataSource projectionsDataSource(ObjectProvider<ReadDatabase> migrated, Environment environment) {
        ProjectionsProperties properties = new ProjectionsProperties(environment);
        return migrated.getIfAvailable(properties::database).forQueries(properties.queryConnections());
    }

    @Bean
    Topics projectionsTopics(Environment environment) {
        return new ProjectionsProperties(environment).topics();
    }
}
