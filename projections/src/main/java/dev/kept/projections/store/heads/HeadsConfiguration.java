package dev.kept.projections.store.heads;

import dev.kept.projections.store.ingest.Ingest;
import dev.kept.projections.store.ingest.Topics;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class HeadsConfiguration {

    @Bean
    Heads projectionsHeads() {
        return new Heads();
    }

    @Bean
    DistantIngest projectionsDistantIngest(
            Heads heads,
            @Qualifier("projectionsDataSource") DataSource dataSource,
            @Qualifier("projectionsTopics") Topics topics,
            ObjectProvider<Ingest> ingest) {
        return new DistantIngest(heads, dataSource, topics.statements(), () -> {
            Ingest here = ingest.getIfAvailable();
            return here == null ? Set.of() : here.state().partitions();
        });
    }

    @Bean
    WebMvcConfigurer projectionsKeptAtLeast(Heads heads, @Qualifier("projectionsDataSource") DataSource dataSource) {
        KeptAtLeast keptAtLeast = new KeptAtLeast(new Freshness(heads, dataSource));
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(keptAtLeast).addPathPatterns("/api/**");
            }
        };
    }
}
