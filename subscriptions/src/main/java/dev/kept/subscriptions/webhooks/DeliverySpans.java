package dev.kept.subscriptions.webhooks;

import dev.kept.http.tracing.TraceAttributes;
import dev.kept.http.tracing.Traces;
import dev.kept.projections.readmodels.StoredEntries.StoredEntry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** The spans of attempts, each in the trace of the command that its entry comes of. The receiver's address is in none: it may hold a secret. */
final class DeliverySpans {

    private static final String POST = "POST";

    private final Traces traces;

    DeliverySpans(Traces traces) {
        this.traces = traces;
    }

    /** While one is made; null where no trace is recorded. */
    @Nullable
    Span sending(Webhook webhook, StoredEntry entry) {
        SpanBuilder span = traces.following(entry.trace(), POST);
        return span == null
                ? null
                : span.setSpanKind(SpanKind.CLIENT)
                        .setAttribute(TraceAttributes.HTTP_METHOD, POST)
                        .setAttribute(TraceAttributes.HTTP_RESENDS, (long) webhook.attempts())
                        .setAttribute(TraceAttributes.WEBHOOK, webhook.id().toString())
                        .setAttribute(TraceAttributes.LEDGER, webhook.ledger().toString())
                        .setAttribute(TraceAttributes.SEQUENCE, entry.sequence())
                        .startSpan();
    }

    static void sent(@Nullable Span span, DeliveryOutcome outcome) {
        if (span == null) {
            return;
        }
        if (outcome.status() != null) {
            span.setAttribute(TraceAttributes.HTTP_STATUS, (long) outcome.status());
        }
        if (outcome.failure() != null) {
            span.setAttribute(TraceAttributes.ERROR, outcome.failure().wireName());
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
