package dev.kept.subscriptions.calendar;

import dev.kept.http.ContentSecurity;
import dev.kept.projections.readmodels.StoredEntries;
import jakarta.servlet.http.HttpServletResponse;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class CalendarConfiguration {

    @Bean
    Calendars calendars(
            @Qualifier("subscriptionsDataSource") DataSource dataSource,
            @Qualifier("subscriptionsTransactions") TransactionTemplate transactions) {
        return new JdbcCalendars(dataSource, transactions);
    }

    @Bean
    Dates calendarDates(StoredEntries entries) {
        return new Dates(entries);
    }

    @Bean
    PublicAddress calendarPublicAddress(@Value("${kept.public-url:}") String configured) {
        return new PublicAddress(configured);
    }

    /** Whoever has the secret may read the feed, and do nothing else here. */
    @Bean
    @Order(102)
    SecurityFilterChain calendarFeedSecurity(HttpSecurity http) {
        return http.securityMatcher("/calendars/**")
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(ContentSecurity.NOTHING_BUT_DATA))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (request, response, refusal) -> response.setStatus(HttpServletResponse.SC_NOT_FOUND)))
                .build();
    }
}
