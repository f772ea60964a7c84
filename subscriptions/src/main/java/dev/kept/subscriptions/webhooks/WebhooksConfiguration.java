package dev.kept.subscriptions.webhooks;

import dev.kept.http.tracing.Traces;
import dev.kept.projections.readmodels.Memberships;
import dev.kept.projections.readmodels.NewEntries;
import dev.kept.projections.readmodels.StoredEntries;
import dev.kept.subscriptions.requests.Housekeeping;
import dev.kept.subscriptions.requests.IdempotentRequests;
import dev.kept.subscriptions.requests.Sealing;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class WebhooksConfiguration {

    @Bean
    WebhookSettings webhookSettings(Environment environment) {
        return WebhookSettings.of(environment);
    }

    @Bean
    Sealing webhookSealing(WebhookSettings settings) {
        return new Sealing(settings.key());
    }

    @Bean
    CheckedLookup webhookLookup(WebhookSettings settings) {
        return new CheckedLookup(
                new Addresses(settings.allowed()), InetAddress::getAllByName, 2 * settings.concurrency());
    }

    @Bean
    HttpSender webhookSender(CheckedLookup lookup, WebhookSettings settings) {
        return new HttpSender(lookup, settings.timeout(), 2 * settings.concurrency(), Clock.systemUTC());
    }

    @Bean
    JdbcWebhooks webhookRows(@Qualifier("subscriptionsDataSource") DataSource dataSource, Sealing sealing) {
        return new JdbcWebhooks(dataSource, sealing);
    }

    @Bean
    JdbcProgress webhookProgress(@Qualifier("subscriptionsDataSource") DataSource dataSource, JdbcWebhooks rows) {
        return new JdbcProgress(dataSource, rows);
    }

    @Bean
    IdempotentRequests webhookRequests(
            @Qualifier("subscriptionsDataSource") DataSource dataSource,
            @Qualifier("subscriptionsTransactions") TransactionTemplate transactions,
            Sealing sealing) {
        return new IdempotentRequests(dataSource, transactions, sealing);
    }

    @Bean
    DeliveryMetrics webhookMetrics(MeterRegistry registry) {
        return new DeliveryMetrics(registry);
    }

    @Bean
    Delivery webhookDelivery(
            Memberships memberships,
            StoredEntries entries,
            JdbcWebhooks rows,
            JdbcProgress progress,
            @Qualifier("subscriptionsTransactions") TransactionTemplate transactions,
            HttpSender sender,
            DeliveryMetrics metrics,
            WebhookSettings settings,
            Traces traces) {
        return new Delivery(
                memberships,
                entries,
                rows,
                progress,
                transactions,
                sender,
                new Backoff(settings.retryAfter(), new SecureRandom()::nextDouble),
                settings.lease(),
                metrics,
                traces);
    }

    @Bean
    Dispatcher webhookDispatcher(
            NewEntries newEntries,
            StoredEntries entries,
            JdbcProgress progress,
            Delivery delivery,
            DeliveryMetrics metrics,
            List<Housekeeping> housekeeping,
            WebhookSettings settings) {
        return new Dispatcher(
                newEntries,
                entries,
                progress,
                delivery,
                metrics,
                () -> housekeeping.forEach(Housekeeping::forget),
                settings);
    }

    @Bean
    Webhooks webhooks(
            JdbcWebhooks rows,
            JdbcProgress progress,
            IdempotentRequests requests,
            Dispatcher dispatcher,
            Delivery delivery,
            CheckedLookup lookup,
            WebhookSettings settings) {
        return new Webhooks(
                rows, progress, requests, dispatcher, delivery, lookup, settings.httpAllowed(), Clock.systemUTC());
    }
}
