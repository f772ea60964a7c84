package dev.kept.projections.readmodels;

import dev.kept.projections.store.heads.Heads;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReadModelsConfiguration {

    @Bean
    Readings readings(Ledgers ledgers, Texts texts) {
        return new LedgerReadings(ledgers, texts);
    }

    @Bean
    Memberships memberships(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcMemberships(dataSource);
    }

    @Bean
    StoredEntries storedEntries(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcStoredEntries(dataSource);
    }

    @Bean
    ReadModelState readModelState(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcReadModelState(dataSource);
    }

    @Bean
    NewEntries newEntries(Heads heads) {
        return (ledger, news) -> heads.watch(ledger, news)::close;
    }
}
