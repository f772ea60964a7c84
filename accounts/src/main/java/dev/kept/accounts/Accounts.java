package dev.kept.accounts;

import dev.kept.http.HttpConventions;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** Everything accounts needs, for an application of its own or beside the other services in one. */
@Configuration(proxyBeanMethods = false)
@Import(HttpConventions.class)
@PropertySource("classpath:dev/kept/accounts/defaults.properties")
@ComponentScan(
        nameGenerator = AccountsBeanNames.class,
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = AccountsApplication.class))
public class Accounts {}
