package dev.kept.accounts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the services of ledgers answer about invitations, on a port of its own; the real ones are asked in the end-to-end tests. */
final class LedgersApi implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Boolean> invitations = new ConcurrentHashMap<>();
    private final HttpServer server;

    LedgersApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/invitation-previews", this::preview);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The link of an invitation that is open, without its host. */
    String invite() {
        String link = "/ledgers/%s/invitations/%s#%s".formatted(UUID.randomUUID(), UUID.randomUUID(), secret());
        invitations.put(link, true);
        return link;
    }

    /** As when it was answered or taken back. */
    void end(String link) {
        invitations.put(link, false);
    }

    private static String secret() {
        return (UUID.randomUUID() + "-" + UUID.randomUUID()).substring(0, 43);
    }

    private void preview(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode asked = JSON.readTree(exchange.getRequestBody());
            Boolean open = invitations.get("/ledgers/%s/invitations/%s#%s"
                    .formatted(
                            asked.get("ledger").asString(),
                            asked.get("invitation").asString(),
                            asked.get("secret").asString()));
            byte[] answer = open == null
                    ? "{\"code\":\"invitation-not-found\"}".getBytes(StandardCharsets.UTF_8)
                    : JSON.writeValueAsBytes(Map.of(
                            "kind", "party",
                            "side", "A",
                            "open", open,
                            "expires", Instant.now().plus(14, ChronoUnit.DAYS).toString()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(open == null ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
