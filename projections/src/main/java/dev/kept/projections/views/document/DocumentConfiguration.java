package dev.kept.projections.views.document;

import dev.kept.wording.templates.SentenceDialect;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.dialect.IDialect;

@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

    @Bean
    JdbcEntryNumbers documentEntryNumbers(@Qualifier("projectionsDataSource") DataSource dataSource) {
        return new JdbcEntryNumbers(dataSource);
    }

    @Bean
    IDialect documentSentences() {
        return new SentenceDialect();
    }

    /** All parts of a document are of one moment. Not by type: a service beside this one has transactions of its own. */
    @Bean(defaultCandidate = false)
    TransactionOperations documentRead(@Qualifier("projectionsDataSource") DataSource dataSource) {
        TransactionTemplate read = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        read.setReadOnly(true);
        read.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return read;
    }
}
