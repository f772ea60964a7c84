package dev.kept.projections.store.reading;

import io.swagger.v3.core.converter.ModelConverter;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {

    @Bean
    Ledgers projectionsLedgers(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcLedgers(dataSource);
    }

    @Bean
    ModelConverter projectionsAnswerShapes() {
        return new AnswerShapes();
    }

    @Bean
    PastIsAnsweredAnew projectionsPastIsAnsweredAnew() {
        return new PastIsAnsweredAnew();
    }

    @Bean
    Texts projectionsTexts(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcTexts(dataSource);
    }
}
