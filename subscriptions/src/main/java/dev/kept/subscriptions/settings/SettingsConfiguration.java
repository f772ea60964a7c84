package dev.kept.subscriptions.settings;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    StoredSettings storedSettings(@Qualifier("subscriptionsDataSource") DataSource dataSource) {
        return new StoredSettings(dataSource);
    }
}
