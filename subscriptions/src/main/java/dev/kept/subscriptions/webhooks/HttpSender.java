package dev.kept.subscriptions.webhooks;

import dev.kept.http.tracing.Traces;
import dev.kept.subscriptions.webhooks.DeliveryOutcome.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt: a POST over a connection of its own, to an address that {@link CheckedLookup} has let pass. It follows no redirect,
 * keeps no state and does not retry. Of the answer it uses the status and the headers alone.
 */
final class HttpSender implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;
    private static final int DRAINED = 4_096;

    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhooks-deadlines").factory());
    private final Duration patience;
    private final Clock clock;

    /**
     * @param patience how long a whole attempt may take
     * @param most attempts at a time
     */
    HttpSender(CheckedLookup lookup, Duration patience, int most, Clock clock) {
        this.patience = patience;
        this.clock = clock;
        Http1Config protocol = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(lookup)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(protocol)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(Timeout.of(patience))
                                .build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                        .setMaxConnTotal(most)
                        .setMaxConnPerRoute(most)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(patience))
                        .setConnectionRequestTimeout(CONNECT)
                        .setExpectContinueEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Kept-Webhooks")
                .build();
    }

    /**
     * Does not throw, whatever the receiver does.
     *
     * @param trace goes with it as {@link Traces#HEADER}; null for none
     */
    DeliveryOutcome send(URI url, Message message, @Nullable String trace) {
        HttpPost post = new HttpPost(url);
        long timestamp = clock.instant().getEpochSecond();
        post.setHeader("webhook-id", message.id());
        post.setHeader("webhook-timestamp", Long.toString(timestamp));
        post.setHeader("webhook-signature", message.signatures(timestamp));
        if (trace != null) {
            post.setHeader(Traces.HEADER, trace);
        }
        post.setEntity(new ByteArrayEntity(message.body(), ContentType.parse(message.contentType())));
        HttpHost host = new HttpHost(url.getScheme(), ReceiverUrl.hostOf(url), ReceiverUrl.portOf(url));
        long start = System.nanoTime();
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    post.cancel();
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return answered(http.executeOpen(host, post, HttpClientContext.create()), post, start);
        } catch (IOException | RuntimeException e) {
            return new DeliveryOutcome(null, late.get() ? Failure.TIMEOUT : failure(e), took(start), null);
        } finally {
            deadline.cancel(false);
        }
    }

    private DeliveryOutcome answered(ClassicHttpResponse response, HttpPost post, long start) {
        int status = response.getCode();
        DeliveryOutcome outcome = new DeliveryOutcome(
                status,
                status / 100 == 2 ? null : Failure.STATUS,
                took(start),
                retryAfter(response.getFirstHeader("Retry-After")));
        if (!drained(response.getEntity())) {
            post.cancel();
        }
        try {
            response.close();
        } catch (IOException e) {
            // We cut it off on purpose.
        }
        return outcome;
    }

    /** Reads a short answer to its end, so that the receiver does not see a broken connection. */
    private static boolean drained(@Nullable HttpEntity entity) {
        if (entity == null) {
            return true;
        }
        try {
            InputStream content = entity.getContent();
            return content == null || content.readNBytes(DRAINED).length < DRAINED;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Failure failure(Exception e) {
        return switch (e) {
            case CheckedLookup.NotAllowed _ -> Failure.ADDRESS_NOT_ALLOWED;
            case UnknownHostException _ -> Failure.UNKNOWN_HOST;
            case SSLException _ -> Failure.TLS;
            case InterruptedIOException _ -> Failure.TIMEOUT;
            case java.net.SocketException _ -> Failure.UNREACHABLE;
            default -> Failure.BROKEN_ANSWER;
        };
    }

    private @Nullable Duration retryAfter(@Nullable Header header) {
        String value = header == null ? null : header.getValue();
        if (value == null) {
            return null;
        }
        String wish = value.strip();
        if (!wish.isEmpty() && wish.length() <= 9 && wish.chars().allMatch(Character::isDigit)) {
            return Duration.ofSeconds(Long.parseLong(wish));
        }
        Instant until = DateUtils.parseStandardDate(wish);
        Duration left = until == null ? null : Duration.between(clock.instant(), until);
        return left == null || left.isNegative() ? null : left;
    }

    private static Duration took(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}
