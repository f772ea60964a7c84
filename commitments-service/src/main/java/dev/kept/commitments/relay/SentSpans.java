package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.http.tracing.TraceAttributes;
import dev.kept.http.tracing.Traces;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of entries on their way to Kafka: each stands in the trace of its command, from when its batch was begun until Kafka had
 * committed it. Not for several threads.
 */
final class SentSpans {

    private static final String SEND = "send";

    private final Traces traces;
    private List<Sending> sending = new ArrayList<>();

    SentSpans(Traces traces) {
        this.traces = traces;
    }

    private record Sending(CommittedEntry entry, Instant since, int together) {}

    void sending(List<CommittedEntry> entries) {
        if (!traces.isOn()) {
            return;
        }
        Instant now = Instant.now();
        for (CommittedEntry entry : entries) {
            if (entry.trace() != null) {
                sending.add(new Sending(entry, now, entries.size()));
            }
        }
    }

    /** All of them are committed. */
    void sent() {
        if (sending.isEmpty()) {
            return;
        }
        List<Sending> done = sending;
        sending = new ArrayList<>();
        for (Sending each : done) {
            SpanBuilder span = traces.following(each.entry.trace(), SEND + " " + LedgerRecords.STATEMENTS);
            if (span != null) {
                span.setSpanKind(SpanKind.PRODUCER)
                        .setStartTimestamp(each.since)
                        .setAttribute(TraceAttributes.MESSAGING_SYSTEM, "kafka")
                        .setAttribute(TraceAttributes.MESSAGING_OPERATION, SEND)
                        .setAttribute(TraceAttributes.MESSAGING_TYPE, SEND)
                        .setAttribute(TraceAttributes.MESSAGING_TOPIC, LedgerRecords.STATEMENTS)
                        .setAttribute(TraceAttributes.MESSAGING_BATCH, (long) each.together)
                        .setAttribute(
                                TraceAttributes.LEDGER, each.entry.ledger().toString())
                        .setAttribute(TraceAttributes.SEQUENCE, each.entry.sequence())
                        .startSpan()
                        .end();
            }
        }
    }
}
