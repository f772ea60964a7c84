package dev.kept.projections;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.http.HttpConventions;
import dev.kept.http.tracing.Traces;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.audit.Auditor;
import dev.kept.projections.store.audit.SignedHeads;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.fold.ItemFolds;
import dev.kept.projections.store.heads.Heads;
import dev.kept.projections.store.ingest.Ingest;
import dev.kept.projections.store.ingest.IngestSettings;
import dev.kept.projections.store.ingest.Observer;
import dev.kept.projections.store.purge.Purge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
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

/** The read side, to be imported by whatever runs it. Needs the properties that {@link ProjectionsProperties} names. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ProjectionsApplication.class))
@Import(HttpConventions.class)
@PropertySource("classpath:dev/kept/projections/defaults.properties")
public class Projections {

    @Bean
    ItemFolds projectionsFolds() {
        return new ItemFolds(Kinds.FOLDS);
    }

    /** Its schema is as this version knows it. */
    @Bean
    ReadDatabase projectionsDatabase(Environment environment) {
        ProjectionsProperties properties = new ProjectionsProperties(environment);
        try (HikariDataSource migration = properties.migration().forLongWork(ReadDatabase.LIVE, 2)) {
            properties.migration().migrate(migration, ReadDatabase.LIVE);
        }
        return properties.database();
    }

    @Bean(defaultCandidate = false)
    DataSource projectionsIngestDataSource(ReadDatabase projectionsDatabase, Environment environment) {
        return projectionsDatabase.forIngest(
                ReadDatabase.LIVE,
                new ProjectionsProperties(environment).ingest().workers() + 2);
    }

    @Bean
    Ingest projectionsIngest(
            Environment environment,
            ReadDatabase projectionsDatabase,
            @Qualifier("projectionsIngestDataSource") DataSource dataSource,
            @Qualifier("projectionsDataSource") DataSource queries,
            ItemFolds folds,
            Heads heads,
            MeterRegistry registry,
            Traces traces) {
        IngestSettings settings = new ProjectionsProperties(environment).ingest();
        IngestMetrics metrics = new IngestMetrics(registry);
        IngestSpans spans = new IngestSpans(traces, settings.kafka().topics().statements());
        Observer observer = committed -> {
            metrics.committed(committed);
            spans.committed(committed);
            heads.changed(committed.heads().keySet());
            heads.changed(committed.halted());
        };
        Ingest ingest = new Ingest(settings, projectionsDatabase, dataSource, folds.all(), observer);
        metrics.watch(ingest, settings.kafka().topics(), queries);
        return ingest;
    }

    @Bean
    Auditor projectionsAuditor(
            Environment environment,
            @Qualifier("projectionsIngestDataSource") DataSource dataSource,
            Clock clock,
            Heads heads) {
        ProjectionsProperties properties = new ProjectionsProperties(environment);
        return new Auditor(
                properties.ingest().kafka(),
                dataSource,
                properties.signingPublicKeys(),
                clock,
                properties.auditedEntries(),
                heads::changed);
    }

    @Bean
    SignedHeads projectionsSignedHeads(
            @Qualifier("projectionsDataSource") DataSource dataSource, Environment environment) {
        return new SignedHeads(dataSource, new ProjectionsProperties(environment).signingPublicKeys());
    }

    @Bean
    Purge projectionsPurge(ReadDatabase projectionsDatabase, Environment environment) {
        return new Purge(
                projectionsDatabase,
                environment.getProperty("kept.erasure.purge-interval", Duration.class, Duration.ofHours(6)));
    }

    @Bean
    HealthIndicator projectionsHealth(
            @Qualifier("projectionsDataSource") DataSource dataSource, Ingest projectionsIngest) {
        return new ProjectionsHealth(dataSource, projectionsIngest);
    }
}
