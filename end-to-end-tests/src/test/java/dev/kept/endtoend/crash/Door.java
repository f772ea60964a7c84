package dev.kept.endtoend.crash;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kept.endtoend.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for processes of all services: leads each request as nginx.conf says, to one process after the other. As nginx does by itself, it asks
 * another process where none could be connected to, and where a query was not answered; a command that was sent and not answered is
 * answered with 502.
 */
final class Door implements AutoCloseable {

    /** What belongs to one connection, what the client sets itself, and what a door adds. */
    private static final Set<String> OF_A_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    private final FrontDoor routes;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, List<String>> upstreams = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    Door(FrontDoor routes) {
        this.routes = routes;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it leads to that process, too. */
    void leadsTo(Service service, String url) {
        upstreams
                .computeIfAbsent(service.key(), ignored -> new CopyOnWriteArrayList<>())
                .add(url);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String upstream = routes.leadsTo(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            List<String> processes = upstream == null ? List.of() : upstreams.getOrDefault(upstream, List.of());
            int first = turn.getAndIncrement();
            for (int i = 0; i < processes.size(); i++) {
                try {
                    pass(
                            exchange,
                            http.send(
                                    request(exchange, processes.get(Math.floorMod(first + i, processes.size())), body),
                                    BodyHandlers.ofByteArray()));
                    return;
                } catch (ConnectException e) {
                    // The next one is asked.
                } catch (IOException e) {
                    if (!exchange.getRequestMethod().equals("GET")) {
                        break;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            exchange.sendResponseHeaders(502, -1);
        }
    }

    private HttpRequest request(HttpExchange exchange, String process, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(process + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.header("X-Forwarded-For", "127.0.0.1")
                .header("X-Forwarded-Proto", "http")
                .header("X-Forwarded-Port", Integer.toString(server.getAddress().getPort()))
                .build();
    }

    private static void pass(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (!OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, values);
            }
        });
        boolean empty = answer.body().length == 0;
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
