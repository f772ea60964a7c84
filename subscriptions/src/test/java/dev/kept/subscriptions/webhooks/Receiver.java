package dev.kept.subscriptions.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A program that receives webhooks, on this machine. Checks signatures by its own reading of the specification. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Answer> behaviour = message -> Answer.of(204);

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** What came. */
    record Received(String path, Map<String, List<String>> headers, String body) {

        String id() {
            return header("Webhook-id");
        }

        /** The webhook's id without dashes. */
        String webhook() {
            return id().substring("msg_".length(), id().lastIndexOf('_'));
        }

        long sequence() {
            return Long.parseLong(id().substring(id().lastIndexOf('_') + 1));
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        boolean isSignedBy(String secret) {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            String signed = header("Webhook-id") + "." + header("Webhook-timestamp") + "." + body;
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
                return List.of(header("Webhook-signature").split(" ")).stream()
                        .filter(each -> each.startsWith("v1,"))
                        .anyMatch(each ->
                                MessageDigest.isEqual(Base64.getDecoder().decode(each.substring(3)), expected));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    record Answer(int status, Map<String, String> headers) {
        static Answer of(int status) {
            return new Answer(status, Map.of());
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/kept";
    }

    /** May block, and may throw: then the connection ends without an answer. */
    void behave(Function<Received, Answer> function) {
        behaviour = function;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    public List<Long> sequences() {
        return received.stream().map(Received::sequence).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received message = new Received(
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.add(message);
            Answer answer = behaviour.apply(message);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.status(), -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
