package dev.kept.subscriptions.webhooks;

import dev.kept.http.tracing.Traces;
import dev.kept.projections.readmodels.Memberships;
import dev.kept.projections.readmodels.StoredEntries;
import dev.kept.projections.readmodels.StoredEntries.StoredEntry;
import dev.kept.projections.readmodels.StoredEntries.Wanted;
import dev.kept.subscriptions.webhooks.JdbcProgress.Claim;
import dev.kept.subscriptions.webhooks.Webhook.Stop;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the entries of one webhook in order: the next goes out when the one before was delivered or given up. The position is stored
 * after the answer, so when a sender is killed in between, its successor sends the same entry again, under the same id.
 */
final class Delivery {

    /** After so many, other webhooks get their turn. */
    private static final int AT_A_TIME = 200;

    private final Memberships memberships;
    private final StoredEntries entries;
    private final JdbcWebhooks webhooks;
    private final JdbcProgress progress;
    private final TransactionTemplate together;
    private final HttpSender http;
    private final Backoff backoff;
    private final Duration lease;
    private final DeliveryMetrics metrics;
    private final DeliverySpans spans;

    Delivery(
            Memberships memberships,
            StoredEntries entries,
            JdbcWebhooks webhooks,
            JdbcProgress progress,
            TransactionTemplate together,
            HttpSender http,
            Backoff backoff,
            Duration lease,
            DeliveryMetrics metrics,
            Traces traces) {
        this.memberships = memberships;
        this.entries = entries;
        this.webhooks = webhooks;
        this.progress = progress;
        this.together = together;
        this.http = http;
        this.backoff = backoff;
        this.lease = lease;
        this.metrics = metrics;
        this.spans = new DeliverySpans(traces);
    }

    /** Where a webhook's messages go, and the secrets that sign them. */
    private record Endpoint(URI url, List<Secret> secrets) {}

    /**
     * Sends entries until there are no more or one fails.
     *
     * @return whether there may be more
     */
    boolean run(Claim claim, BooleanSupplier goesOn) {
        for (int sent = 0; sent < AT_A_TIME; sent++) {
            Webhook webhook =
                    goesOn.getAsBoolean() ? progress.renew(claim, lease).orElse(null) : null;
            if (webhook == null || !sendNext(claim, webhook)) {
                return false;
            }
        }
        return true;
    }

    /** Sends a test message, whatever the webhook's state; null when the operator's key has changed. */
    @Nullable
    DeliveryOutcome ping(Webhook webhook, Instant now) {
        Endpoint endpoint = endpointOf(webhook).orElse(null);
        if (endpoint == null) {
            return null;
        }
        DeliveryOutcome outcome = http.send(endpoint.url(), Messages.ping(webhook, now, endpoint.secrets()), null);
        progress.attempted(webhook.id(), null, 1, outcome, null);
        return outcome;
    }

    /** The right of its creator is checked for each entry, after the entry was read, so that the right is no older than the entry. */
    private boolean mayRead(Claim claim, Webhook webhook) {
        boolean may = memberships
                .roleOf(webhook.ledger(), webhook.member())
                .filter(webhook.role()::equals)
                .isPresent();
        if (!may) {
            progress.stop(claim, Stop.NO_LONGER_MEMBER);
        }
        return may;
    }

    /** With texts, a webhook gets every erasure, whatever it chose: it may have the text. */
    private static Wanted wanted(Webhook webhook) {
        return new Wanted(Set.copyOf(webhook.kinds()), webhook.disclosures());
    }

    private Optional<Endpoint> endpointOf(Webhook webhook) {
        List<Secret> secrets = webhooks.secrets(webhook.id());
        String url = webhook.url();
        return url == null || secrets.isEmpty()
                ? Optional.empty()
                : Optional.of(new Endpoint(URI.create(url), secrets));
    }

    private boolean sendNext(Claim claim, Webhook webhook) {
        OptionalLong dead = progress.toReplay(webhook.id());
        long head = entries.heads(List.of(webhook.ledger())).getOrDefault(webhook.ledger(), webhook.position());
        StoredEntry entry = (dead.isPresent()
                        ? entries.at(webhook.ledger(), dead.getAsLong())
                        : entries.next(webhook.ledger(), webhook.position(), head, wanted(webhook)))
                .orElse(null);
        if (!mayRead(claim, webhook)) {
            return false;
        }
        if (entry == null) {
            if (dead.isEmpty()) {
                progress.advance(claim, head);
            }
            return false;
        }
        Endpoint endpoint = endpointOf(webhook).orElse(null);
        if (endpoint == null) {
            progress.stop(claim, Stop.KEY_CHANGED);
            return false;
        }
        Span span = spans.sending(webhook, entry);
        DeliveryOutcome outcome = http.send(
                endpoint.url(),
                Messages.of(webhook, entry, entries, endpoint.secrets()),
                span == null ? null : Traces.header(span));
        DeliverySpans.sent(span, outcome);
        if (outcome.delivered()) {
            metrics.delivered();
        } else {
            metrics.failed();
        }
        return Boolean.TRUE.equals(together.execute(status -> dead.isPresent()
                ? replayed(webhook, entry, outcome)
                : outcome.delivered()
                        ? delivered(claim, webhook, entry, outcome)
                        : failed(claim, webhook, entry, outcome)));
    }

    private boolean delivered(Claim claim, Webhook webhook, StoredEntry entry, DeliveryOutcome outcome) {
        progress.attempted(webhook.id(), entry.sequence(), webhook.attempts() + 1, outcome, null);
        return progress.advance(claim, entry.sequence());
    }

    /** @return whether to continue with the next entry */
    private boolean failed(Claim claim, Webhook webhook, StoredEntry entry, DeliveryOutcome outcome) {
        int attempts = webhook.attempts() + 1;
        Optional<Duration> wait = outcome.gone() ? Optional.empty() : backoff.after(attempts, outcome);
        if (wait.isPresent()) {
            Instant next = progress.tryAgain(claim, attempts, wait.get()).orElse(null);
            progress.attempted(webhook.id(), entry.sequence(), attempts, outcome, next);
            return false;
        }
        progress.attempted(webhook.id(), entry.sequence(), attempts, outcome, null);
        if (outcome.gone()) {
            progress.stop(claim, Stop.GONE);
            return false;
        }
        if (!progress.advance(claim, entry.sequence())) {
            return false;
        }
        progress.addDeadLetter(webhook.id(), entry.sequence(), attempts, outcome);
        metrics.dead();
        if (outcome.refusesTheMessage()) {
            return true;
        }
        progress.stop(claim, Stop.NOT_ANSWERING);
        return false;
    }

    private boolean replayed(Webhook webhook, StoredEntry entry, DeliveryOutcome outcome) {
        progress.attempted(webhook.id(), entry.sequence(), 1, outcome, null);
        if (outcome.delivered()) {
            progress.removeDeadLetter(webhook.id(), entry.sequence());
        } else {
            progress.replayFailed(webhook.id(), entry.sequence(), outcome);
        }
        return true;
    }
}
