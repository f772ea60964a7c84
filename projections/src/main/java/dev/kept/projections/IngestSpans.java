package dev.kept.projections;

import dev.kept.http.tracing.TraceAttributes;
import dev.kept.http.tracing.Traces;
import dev.kept.projections.store.ingest.Observer;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;

/**
 * The spans of entries that were brought into the read models: each stands in the trace of its command, as long as its batch took. A
 * rebuild makes none.
 */
final class IngestSpans implements Observer {

    private static final String PROCESS = "process";

    private final Traces traces;
    private final String topic;

    IngestSpans(Traces traces, String topic) {
        this.traces = traces;
        this.topic = topic;
    }

    @Override
    public void committed(Committed committed) {
        if (!traces.isOn() || committed.traced().isEmpty()) {
            return;
        }
        Instant since = Instant.now().minusNanos(committed.nanos());
        for (Traced entry : committed.traced()) {
            SpanBuilder span = traces.following(entry.trace(), PROCESS + " " + topic);
            if (span != null) {
                span.setSpanKind(SpanKind.CONSUMER)
                        .setStartTimestamp(since)
                        .setAttribute(TraceAttributes.MESSAGING_SYSTEM, "kafka")
                        .setAttribute(TraceAttributes.MESSAGING_OPERATION, PROCESS)
                        .setAttribute(TraceAttributes.MESSAGING_TYPE, PROCESS)
                        .setAttribute(TraceAttributes.MESSAGING_TOPIC, topic)
                        .setAttribute(TraceAttributes.MESSAGING_BATCH, (long) committed.records())
                        .setAttribute(TraceAttributes.LEDGER, entry.ledger().toString())
                        .setAttribute(TraceAttributes.SEQUENCE, entry.sequence())
                        .startSpan()
                        .end();
            }
        }
    }
}
