package dev.kept.http.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a collector takes no spans, and once that it does again. */
final class ReportingExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(ReportingExporter.class);

    private final SpanExporter to;
    private final AtomicBoolean away = new AtomicBoolean();

    ReportingExporter(SpanExporter to) {
        this.to = to;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = to.export(spans);
        return result.whenComplete(() -> {
            if (!result.isSuccess() && away.compareAndSet(false, true)) {
                LOG.warn("The collector of traces does not take them; they are dropped until it does");
            } else if (result.isSuccess() && away.compareAndSet(true, false)) {
                LOG.info("The collector of traces takes them again");
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return to.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return to.shutdown();
    }
}
