package dev.kept.accounts.settings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    AccountsSettings accountsSettings(Environment environment) {
        return AccountsSettings.from(environment);
    }
}
