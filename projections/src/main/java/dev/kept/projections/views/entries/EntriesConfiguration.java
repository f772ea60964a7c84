package dev.kept.projections.views.entries;

import dev.kept.projections.store.fold.ItemFolds;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EntriesConfiguration {

    @Bean
    ShownEntries projectionsShownEntries(
            @Qualifier("projectionsDataSource") DataSource dataSource, ItemFolds projectionsFolds) {
        return new ShownEntries(new JdbcReferences(dataSource, projectionsFolds));
    }
}
