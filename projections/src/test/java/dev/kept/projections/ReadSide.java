package dev.kept.projections;

import dev.kept.http.Caller;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole read side as it runs, over a database and topics of its own. A token is whatever its subject is called. */
public class ReadSide implements AutoCloseable {

    private static final String ISSUER = "https://issuer.test";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public final KafkaLog kafka;
    public final KeptDatabase database;
    private final boolean ownsTopics;
    private final ConfigurableApplicationContext context;
    private final String root;

    private ReadSide(Map<String, Object> more, @Nullable Clock clock) {
        this(KafkaLog.fresh(), true, freshDatabase(), more, clock);
    }

    /** @param sources what runs in the same process, beside the read side */
    protected ReadSide(
            KafkaLog kafka,
            boolean ownsTopics,
            KeptDatabase database,
            Map<String, Object> more,
            @Nullable Clock clock,
            Class<?>... sources) {
        this.kafka = kafka;
        this.ownsTopics = ownsTopics;
        this.database = database;
        Map<String, Object> properties = new LinkedHashMap<>(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "kept.projections.datasource.url", database.jdbcUrl(),
                "kept.projections.datasource.username",
                        database.projectionsOwner().username(),
                "kept.projections.datasource.password",
                        database.projectionsOwner().password(),
                "kept.kafka.bootstrap-servers", kafka.source().bootstrapServers(),
                "kept.kafka.topic-prefix", kafka.prefix(),
                "kept.projections.ingest.workers", "2"));
        properties.put("kept.oauth.issuer", ISSUER);
        properties.put("kept.rate-limit.query-burst", "100000");
        properties.putAll(more);
        SpringApplication application = ProjectionsApplication.application();
        application.addPrimarySources(List.of(sources));
        application.addInitializers(starting -> ((GenericApplicationContext) starting)
                .registerBean("apiJwtDecoder", JwtDecoder.class, () -> ReadSide::decoded));
        if (clock != null) {
            application.addInitializers(starting -> starting.getBeanFactory().registerSingleton("clock", clock));
        }
        context = application.run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
        root = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** One of its own, for tests that restart it or take something away from it. */
    public static ReadSide start() {
        return new ReadSide(Map.of(), null);
    }

    /** One of its own with more settings, and a clock that its test sets. */
    public static ReadSide start(Map<String, Object> more, Clock clock) {
        return new ReadSide(more, clock);
    }

    /** One for all tests of this JVM that leave others alone: each brings its own stories and people. */
    public static ReadSide shared() {
        return Shared.SIDE;
    }

    /** A second replica, over the same database and topics. */
    public ReadSide replica() {
        return new ReadSide(kafka, false, database, Map.of(), null);
    }

    protected static KeptDatabase freshDatabase() {
        return SharedPostgres.freshDatabase();
    }

    /** Where it is reached. */
    protected final String root() {
        return root;
    }

    public static UUID member(String subject) {
        return Caller.memberOf(ISSUER, subject);
    }

    /** What a token says that is called like its subject. */
    public static Jwt decoded(String token) {
        if (token.equals("expired")) {
            throw new BadJwtException("expired");
        }
        Instant now = Instant.now();
        return Jwt.withTokenValue(token)
                .header("alg", "none")
                .issuer(ISSUER)
                .subject(token)
                .expiresAt(now.plusSeconds(token.startsWith("brief") ? 1 : 600))
                .build();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** For beans of which there are several by type. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public void send(Story story) {
        kafka.sendAll(story.entries());
    }

    public HttpResponse<String> post(String subject, String path, String json, String... headers) {
        try {
            String[] all = Stream.concat(Stream.of(headers), Stream.of("Content-Type", "application/json"))
                    .toArray(String[]::new);
            return HTTP.send(
                    HttpRequest.newBuilder(request(subject, path, all), (name, value) -> true)
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String subject, String path, String... headers) {
        try {
            return HTTP.send(request(subject, path, headers), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody signed in. */
    public HttpResponse<String> anonymous(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
        try {
            return HTTP.send(
                    headers.length == 0
                            ? request.build()
                            : request.headers(headers).build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param subject null when nobody signed in */
    public HttpResponse<String> post(@Nullable String subject, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (subject != null) {
            request.header("Authorization", "Bearer " + subject);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #get}, of what is no text. */
    public HttpResponse<byte[]> bytes(String subject, String path, String... headers) {
        try {
            return HTTP.send(request(subject, path, headers), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer once the ledger is known up to the story's last entry. */
    public HttpResponse<String> fresh(Story story, String path, String... headers) {
        String[] all = Stream.concat(Stream.of(headers), Stream.of("Kept-At-Least", Long.toString(story.head())))
                .toArray(String[]::new);
        return get(story.annaSubject, "/api/ledgers/" + story.ledger + path, all);
    }

    public JsonNode json(Story story, String path) {
        HttpResponse<String> answer = fresh(story, path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    public HttpResponse<Stream<String>> stream(String subject, UUID ledger, String... headers) {
        try {
            return HTTP.send(request(subject, "/api/ledgers/" + ledger + "/stream", headers), BodyHandlers.ofLines());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String subject, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + subject);
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    public static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true within 60 s");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        context.close();
        if (ownsTopics) {
            kafka.close();
        }
    }

    private static final class Shared {
        // It ends with the JVM, as the servers below it do.
        static final ReadSide SIDE = start();
    }
}
