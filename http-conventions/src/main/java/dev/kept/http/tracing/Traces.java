package dev.kept.http.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The spans of one process and the collector they go to. Whether a trace is recorded follows from its id and the operator's share alone, so
 * all services decide alike, and nobody outside decides for them. Of a trace that is not recorded there is no object. Sending blocks
 * nobody: what a collector does not take is dropped.
 */
public final class Traces implements AutoCloseable {

    /** The header of HTTP and of Kafka's records: version, trace, span and flags, as W3C's Trace Context has them. */
    public static final String HEADER = "traceparent";

    private static final String PATH = "/v1/traces";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 4_096;
    private static final int SECONDS_AT_THE_END = 3;
    private static final int RANDOM_DIGITS = 16;

    private static final Traces OFF = new Traces(null, 0, new RequestIdsFirst());

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;
    private final long below;
    private final RequestIdsFirst ids;

    private Traces(@Nullable SdkTracerProvider provider, double share, RequestIdsFirst ids) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("dev.kept");
        this.below = (long) (share * Long.MAX_VALUE);
        this.ids = ids;
    }

    /** None at all. */
    public static Traces off() {
        return OFF;
    }

    /**
     * Of what the settings say.
     *
     * @param endpoint of a collector that speaks OTLP by HTTP, e.g. {@code http://collector:4318}; blank for no traces
     * @param share of the traces that are recorded, from 0 to 1
     * @param service how the collector is to call this process
     */
    public static Traces of(String endpoint, double share, String service) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalStateException("kept.tracing.sampled is a share from 0 to 1");
        }
        return endpoint.isBlank() || share == 0 ? OFF : to(address(endpoint.strip()), share, service);
    }

    private static URI address(String endpoint) {
        try {
            URI uri = URI.create(endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint);
            if (List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
                return uri.getPath().endsWith(PATH) ? uri : URI.create(uri + PATH);
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the address: it may hold a password.
        }
        throw new IllegalStateException(
                "kept.tracing.otlp-endpoint is not the address of a collector, such as http://collector:4318");
    }

    private static Traces to(URI endpoint, double share, String service) {
        // They would tell of each batch that a collector does not take; the exporter here says once that one is away.
        LoggingSystem logging = LoggingSystem.get(Traces.class.getClassLoader());
        logging.setLogLevel("io.opentelemetry.exporter", LogLevel.OFF);
        logging.setLogLevel(BatchSpanProcessor.class.getName(), LogLevel.ERROR);
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setConnectTimeout(CONNECT)
                .setTimeout(PATIENCE)
                .setCompression("gzip")
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop())
                .build();
        RequestIdsFirst ids = new RequestIdsFirst();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service))))
                .setIdGenerator(ids)
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(BatchSpanProcessor.builder(new ReportingExporter(exporter))
                        .setMaxQueueSize(MOST_WAITING)
                        .setScheduleDelay(DELAY)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build();
        return new Traces(provider, share, ids);
    }

    /** Whether there may be spans. */
    public boolean isOn() {
        return tracer != null;
    }

    /** Whether the trace of that id is recorded, here and by every service with the same share. */
    public boolean isRecorded(String traceId) {
        return tracer != null
                && TraceId.isValid(traceId)
                && (HexFormat.fromHexDigitsToLong(traceId, RANDOM_DIGITS, TraceId.getLength()) & Long.MAX_VALUE)
                        < below;
    }

    /** What a header says; invalid when it says nothing that can be understood. */
    public static SpanContext read(@Nullable String traceparent) {
        return traceparent == null
                ? SpanContext.getInvalid()
                : Span.fromContext(W3CTraceContextPropagator.getInstance()
                                .extract(Context.root(), traceparent, Header.GETTER))
                        .getSpanContext();
    }

    /** As {@link #HEADER} has it. */
    public static String header(Span span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /** The span that this thread is in, as {@link #HEADER} has it; null when it is in none. */
    public static @Nullable String currentHeader() {
        Span span = Span.current();
        return span.getSpanContext().isSampled() ? header(span) : null;
    }

    /**
     * The first span of a trace, or of this service's part of one, that {@link #isRecorded is recorded}.
     *
     * @param caller who has begun the trace; invalid when it begins here
     * @param traceId what it is called when it begins here
     */
    public SpanBuilder begin(SpanContext caller, String traceId, String name) {
        if (tracer == null) {
            throw new IllegalStateException("there are no traces");
        }
        if (!caller.isValid()) {
            ids.next(traceId);
        }
        return tracer.spanBuilder(name).setParent(Context.root().with(Span.wrap(caller)));
    }

    /** A span below the one that this thread is in; null when it is in none. */
    public @Nullable SpanBuilder child(String name) {
        return tracer == null ? null : below(Span.current(), name);
    }

    /** A span below another one; null when that is none. */
    public @Nullable SpanBuilder below(@Nullable Span parent, String name) {
        return tracer == null || parent == null || !parent.getSpanContext().isSampled()
                ? null
                : tracer.spanBuilder(name).setParent(Context.root().with(parent));
    }

    /** A span below one that another process may have begun; null without one. */
    public @Nullable SpanBuilder following(@Nullable String traceparent, String name) {
        return tracer == null || traceparent == null ? null : below(Span.wrap(read(traceparent)), name);
    }

    /** Sends what is left, as far as that takes no longer than a moment. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(SECONDS_AT_THE_END, TimeUnit.SECONDS);
        }
    }

    /** Gives a trace that begins with a request the request's id, so that who knows the one finds the other. */
    private static final class RequestIdsFirst implements IdGenerator {

        private final ThreadLocal<@Nullable String> next = new ThreadLocal<>();

        void next(String traceId) {
            next.set(traceId);
        }

        @Override
        public String generateTraceId() {
            String given = next.get();
            next.remove();
            return given == null ? IdGenerator.random().generateTraceId() : given;
        }

        @Override
        public String generateSpanId() {
            return IdGenerator.random().generateSpanId();
        }
    }

    /** A carrier that holds nothing but the one header: neither baggage nor a vendor's state is taken from anybody. */
    private enum Header implements TextMapGetter<String> {
        GETTER;

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    }
}
