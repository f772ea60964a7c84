package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.AppendStore;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.http.tracing.TraceAttributes;
import dev.kept.http.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spans of commands and of the batches that store them. A batch belongs to several traces: its span stands in that of its first
 * recorded command, and is linked with the others.
 */
final class CommandSpans {

    private static final String TABLE = "commitments.entry";
    private static final String INSERT = "INSERT";

    private final Traces traces;

    CommandSpans(Traces traces) {
        this.traces = traces;
    }

    /** From its issue to its answer, the wait for its lane included; null when the request that this thread answers is not recorded. */
    @Nullable
    Span issuing(LedgerCommand<?> command) {
        SpanBuilder span = traces.child(command.getClass().getSimpleName());
        return span == null
                ? null
                : span.setAttribute(TraceAttributes.LEDGER, command.ledger().toString())
                        .startSpan();
    }

    /** To be refused is an answer as another; what nobody foresaw is an error. */
    static void refused(Span span, Throwable failure) {
        if (failure instanceof Rejected rejected) {
            span.setAttribute(TraceAttributes.ERROR, rejected.code());
        } else {
            span.setAttribute(TraceAttributes.ERROR, failure.getClass().getSimpleName());
            span.setStatus(StatusCode.ERROR);
        }
    }

    /** While a batch is stored; null when none of its commands is recorded. */
    @Nullable
    Span storing(Batch<?> batch) {
        if (!traces.isOn()) {
            return null;
        }
        List<Span> commands = new ArrayList<>();
        for (Batch.Decided<?> decided : batch.decided()) {
            Span span = decided.command().span();
            if (span != null) {
                commands.add(span);
            }
        }
        SpanBuilder span = commands.isEmpty() ? null : traces.below(commands.getFirst(), INSERT + " " + TABLE);
        if (span == null) {
            return null;
        }
        List<Span> others = commands.subList(1, commands.size());
        others.forEach(command -> span.addLink(command.getSpanContext()));
        Span started = span.setSpanKind(SpanKind.CLIENT)
                .setAttribute(TraceAttributes.DB_SYSTEM, "postgresql")
                .setAttribute(TraceAttributes.DB_OPERATION, INSERT)
                .setAttribute(TraceAttributes.DB_TABLE, TABLE)
                .setAttribute(
                        TraceAttributes.BATCH_COMMANDS, (long) batch.decided().size())
                .startSpan();
        others.forEach(command -> command.addLink(started.getSpanContext()));
        return started;
    }

    /** The store has answered. */
    static void stored(@Nullable Span span, Batch<?> batch, AppendStore.Result result) {
        if (span == null) {
            return;
        }
        switch (result) {
            case AppendStore.Stored() -> numbered(batch);
            case AppendStore.InTheWay ignored -> span.setAttribute(TraceAttributes.ERROR, "conflict");
            case AppendStore.Refused refused -> span.setAttribute(TraceAttributes.ERROR, refused.sqlState());
        }
        span.end();
    }

    private static void numbered(Batch<?> batch) {
        for (Batch.Decided<?> decided : batch.decided()) {
            Span span = decided.command().span();
            if (span != null) {
                span.setAttribute(
                        TraceAttributes.SEQUENCE,
                        decided.append().rows().getLast().key().sequence());
            }
        }
    }

    /** The store has not. */
    static void failed(@Nullable Span span, StoreUnavailable failure) {
        if (span != null) {
            span.setAttribute(TraceAttributes.ERROR, failure.getClass().getSimpleName());
            span.setStatus(StatusCode.ERROR);
            span.end();
        }
    }
}
