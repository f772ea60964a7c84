package dev.kept.projections.views.review;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReviewConfiguration {

    @Bean
    JdbcChains projectionsChains(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcChains(dataSource);
    }
}
