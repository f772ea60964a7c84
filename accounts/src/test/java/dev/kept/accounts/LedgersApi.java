package dev.kept.accounts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kept.http.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the other services answer to accounts, on a port of its own; the real ones are asked in the end-to-end tests. */
final class LedgersApi implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Boolean> invitations = new ConcurrentHashMap<>();
    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final List<Ledger> listed = new CopyOnWriteArrayList<>();
    private final List<Own> own = new CopyOnWriteArrayList<>();
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int trouble;
    private volatile Map<String, Object> chosen = Map.of("version", 0, "dates", "by-language");

    LedgersApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/invitation-previews", this::preview);
        server.createContext("/api/ledgers", this::ledgers);
        server.createContext("/api/drafts", this::own);
        server.createContext("/api/reflections", this::own);
        server.createContext("/api/settings", this::settings);
        server.createContext("/api/reminders/settings", exchange -> answered(exchange, Map.of("mail", true)));
        server.createContext(
                "/api/calendars", exchange -> answered(exchange, Map.of("items", List.of(Map.of("texts", true)))));
        server.start();
    }

    /** A ledger that whoever asks is in. */
    record Ledger(UUID ledger, String role) {}

    /** A draft or a reflection, by the path of its list. */
    private record Own(String list, String id, String as) {}

    /** What came, and from whom. */
    record Command(String path, JsonNode token) {}

    /** In as many ledgers as are named. */
    Ledger add(String role) {
        Ledger ledger = new Ledger(UUID.randomUUID(), role);
        ledgers.add(ledger);
        listed.add(ledger);
        return ledger;
    }

    List<Ledger> ledgers() {
        return List.copyOf(ledgers);
    }

    List<Command> commands() {
        return List.copyOf(commands);
    }

    /** What whoever asks chose. */
    void settings(Map<String, Object> settings) {
        chosen = settings;
    }

    /** Everything is answered by that status; 0 for as it should be. */
    void answerAll(int status) {
        trouble = status;
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
                            "kind",
                            "party",
                            "side",
                            "A",
                            "open",
                            open,
                            "expires",
                            Instant.now().plus(14, ChronoUnit.DAYS).toString()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(open == null ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void ledgers(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode token = tokenOf(exchange);
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("POST") && trouble == 0) {
                commands.add(new Command(path, token));
                ledgers.removeIf(each -> path.contains(each.ledger().toString()));
                answer(exchange, 200, Map.of());
            } else if (path.equals("/api/ledgers")) {
                answer(exchange, 200, onePage(exchange.getRequestURI().getQuery()));
            } else {
                answer(
                        exchange,
                        200,
                        Map.of(
                                "mediators",
                                List.of(
                                        Map.of(
                                                "mediator",
                                                "earlier",
                                                "until",
                                                7,
                                                "person",
                                                Map.of("member", memberOf(token))),
                                        Map.of("mediator", "another", "person", Map.of("member", UUID.randomUUID())),
                                        Map.of("mediator", "own", "person", Map.of("member", memberOf(token))))));
            }
        }
    }

    /** One ledger on each page. */
    private Map<String, Object> onePage(String query) {
        int from = query == null ? 0 : Integer.parseInt(query.replace("cursor=", ""));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(
                "items",
                listed.stream()
                        .skip(from)
                        .limit(1)
                        .filter(ledgers::contains)
                        .map(each -> Map.of("ledger", each.ledger(), "role", each.role()))
                        .toList());
        if (from + 1 < listed.size()) {
            page.put("next", Integer.toString(from + 1));
        }
        return page;
    }

    /** A draft of one's own and one that one reads, and a reflection, until they are discarded. */
    private void own(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("POST") && trouble == 0) {
                commands.add(new Command(path, tokenOf(exchange)));
                own.removeIf(each -> path.contains(each.id()));
                exchange.sendResponseHeaders(204, -1);
            } else {
                answer(
                        exchange,
                        200,
                        Map.of(
                                "items",
                                own.stream()
                                        .filter(each -> each.list().equals(path))
                                        .map(each -> path.equals("/api/drafts")
                                                ? Map.of("draft", each.id(), "as", each.as())
                                                : Map.of("reflection", each.id()))
                                        .toList()));
            }
        }
    }

    /** Whoever asks has written a draft and reads another one, and has a reflection. */
    void addOwn() {
        own.add(new Own("/api/drafts", "d1", "AUTHOR"));
        own.add(new Own("/api/drafts", "d2", "READER"));
        own.add(new Own("/api/reflections", "r1", "AUTHOR"));
    }

    private void settings(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST") && trouble == 0) {
                commands.add(new Command(exchange.getRequestURI().getPath(), tokenOf(exchange)));
            }
            answer(exchange, 200, chosen);
        }
    }

    private void answered(HttpExchange exchange, Object body) throws IOException {
        try (exchange) {
            answer(exchange, 200, body);
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] answer = JSON.writeValueAsBytes(trouble == 0 ? body : Map.of("code", "trouble"));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(trouble == 0 ? status : trouble, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private static JsonNode tokenOf(HttpExchange exchange) {
        return Http.claims(
                exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
    }

    private static UUID memberOf(JsonNode token) {
        return Caller.memberOf(token.get("iss").asString(), token.get("sub").asString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
