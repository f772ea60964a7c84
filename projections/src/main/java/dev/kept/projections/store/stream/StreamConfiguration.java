package dev.kept.projections.store.stream;

import dev.kept.projections.store.heads.Heads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    Streams projectionsStreams(
            Heads heads, @Qualifier("projectionsDataSource") DataSource dataSource, MeterRegistry metrics) {
        Streams streams = new Streams(heads, new JdbcStream(dataSource));
        Gauge.builder("kept.projections.streams", streams, Streams::count)
                .description("open streams")
                .register(metrics);
        return streams;
    }
}
