package dev.kept.projections.views.timeline;

import io.swagger.v3.core.converter.ModelConverter;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TimelineConfiguration {

    @Bean
    JdbcEntries projectionsEntries(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcEntries(dataSource);
    }

    @Bean
    ModelConverter projectionsEntryShapes() {
        return new EntryShapes();
    }
}
