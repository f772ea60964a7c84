package dev.kept.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * What the process counts, at {@code /metrics} in Prometheus' text format, on a port of its own. No token is asked for there: the port
 * belongs into a network that only those reach who operate Kept. It answers before the service does, and until it has stopped.
 */
final class MetricsPort implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsPort.class);
    private static final String PATH = "/metrics";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry metrics;
    private final InetAddress address;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable HttpServer server;

    /** @param port 0 for one that is free */
    MetricsPort(PrometheusMeterRegistry metrics, InetAddress address, int port) {
        this.metrics = metrics;
        this.address = address;
        this.port = port;
    }

    @Override
    public void start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(address, port), 0);
            started.setExecutor(threads);
            started.createContext("/", this::answer);
            started.start();
            server = started;
            LOG.info("Metrics are at http://{}:{}{}", address.getHostAddress(), port(), PATH);
        } catch (BindException e) {
            throw new PortInUseException(port, e);
        } catch (IOException e) {
            throw new IllegalStateException("the port of the metrics, kept.metrics.port, cannot be opened", e);
        }
    }

    /** Which one it is. */
    int port() {
        HttpServer running = server;
        return running == null ? port : running.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(HttpStatus.NOT_FOUND.value(), -1);
            } else if (!exchange.getRequestMethod().equals(HttpMethod.GET.name())) {
                exchange.getResponseHeaders().set(HttpHeaders.ALLOW, HttpMethod.GET.name());
                exchange.sendResponseHeaders(HttpStatus.METHOD_NOT_ALLOWED.value(), -1);
            } else {
                byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set(HttpHeaders.CONTENT_TYPE, TEXT);
                exchange.sendResponseHeaders(HttpStatus.OK.value(), text.length);
                exchange.getResponseBody().write(text);
            }
        }
    }

    @Override
    public void stop() {
        HttpServer running = server;
        if (running != null) {
            server = null;
            running.stop(0);
            threads.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** First up, last down. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
