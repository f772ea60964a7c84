package dev.kept.commitments.web;

import dev.kept.commitments.CommitmentsServiceApplication;
import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.http.Caller;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service with its own real store, over HTTP, once for all tests of a JVM. A token is just a person's name here, or a name and the OAuth
 * client that it was given to, with {@code ~} in between.
 */
final class LiveService implements AutoCloseable {

    static final String ISSUER = "https://issuer.example";
    static final String SIGNING_KEY = "NzY1NDMyMTA5ODc2NTQzMjEwOTg3NjU0MzIxMDk4NzY=";
    static final String IDEMPOTENCY_KEY = "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String root;
    private final DataSource dataSource;
    private final JdbcClient store;
    private final CommandGate gate;
    private final ConfigurableApplicationContext context;

    private LiveService(String root, DataSource dataSource, ConfigurableApplicationContext context) {
        this.root = root;
        this.dataSource = dataSource;
        this.store = JdbcClient.create(dataSource);
        this.gate = context.getBean(CommandGate.class);
        this.context = context;
    }

    /** Whether commands are taken; to be opened again by whoever shuts it. */
    CommandGate gate() {
        return gate;
    }

    static LiveService shared() {
        return Started.SERVICE;
    }

    /**
     * One of its own, with a store of its own; to be closed.
     *
     * @param settings beside those that all have, or instead of them
     */
    static LiveService with(Map<String, Object> settings) {
        return Started.start(settings);
    }

    @Override
    public void close() {
        context.close();
    }

    Person person(String name) {
        return new Person(this, name);
    }

    /** How many entries are stored in all. */
    long entries() {
        return store.sql("SELECT count(*) FROM commitments.entry")
                .query(Long.class)
                .single();
    }

    /** The store as its owner sees it. */
    JdbcClient store() {
        return store;
    }

    /** Connections as the store's owner. */
    DataSource dataSource() {
        return dataSource;
    }

    /** Where it listens. */
    URI address() {
        return URI.create(root);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path));
    }

    /** Someone who uses the API. */
    record Person(LiveService service, String name) {

        /** The same person by a client. */
        Person by(String client) {
            return new Person(service, name + "~" + client);
        }

        /** The id by which ledgers know this person. */
        UUID member() {
            return Caller.memberOf(ISSUER, name);
        }

        /** A JSON body, or none when it is empty; headers as name, value, name, value. */
        Answer post(String path, String body, String... headers) {
            return postTo("/api/ledgers" + path, body, headers);
        }

        /** As {@link #post(String, String, String...)}, wherever in the API. */
        Answer postTo(String path, String body, String... headers) {
            HttpRequest.Builder request = service.request(path)
                    .setHeader("Authorization", "Bearer " + name)
                    .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (!body.isEmpty()) {
                request.setHeader("Content-Type", "application/json");
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return service.send(request);
        }

        Answer post(String path, Map<String, ?> body, String... headers) {
            return post(path, JSON.writeValueAsString(body), headers);
        }

        Answer postTo(String path, Map<String, ?> body, String... headers) {
            return postTo(path, JSON.writeValueAsString(body), headers);
        }

        Answer get(String path) {
            return service.send(service.request(path)
                    .setHeader("Authorization", "Bearer " + name)
                    .GET());
        }

        Answer postBytes(String path, byte[] body) {
            return service.send(service.request("/api/ledgers" + path)
                    .setHeader("Authorization", "Bearer " + name)
                    .setHeader("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));
        }
    }

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String at(String pointer) {
            return json().at(pointer).asString();
        }

        String id() {
            return at("/id");
        }

        String code() {
            return at("/code");
        }

        @Override
        public String toString() {
            return status() + " " + text();
        }
    }

    private static final class Started {

        static final LiveService SERVICE = start(Map.of());

        private static LiveService start(Map<String, Object> more) {
            KeptDatabase database = SharedPostgres.freshDatabase();
            SpringApplication application =
                    new SpringApplication(CommitmentsServiceApplication.class, NamesAsTokens.class);
            Map<String, Object> settings = new HashMap<>(Map.ofEntries(
                    Map.entry("server.port", "0"),
                    Map.entry("server.address", "127.0.0.1"),
                    Map.entry("kept.public-url", "https://kept.example"),
                    Map.entry("kept.oauth.issuer", ISSUER),
                    Map.entry("kept.evidence.max-file", "1MB"),
                    Map.entry("kept.evidence.max-ledger", "2MB"),
                    Map.entry("kept.evidence.max-side", "1200KB"),
                    Map.entry("kept.evidence.unused-after", "PT50S"),
                    Map.entry("kept.rate-limit.burst", "100000"),
                    Map.entry("kept.rate-limit.query-burst", "100000"),
                    Map.entry("kept.kafka.bootstrap-servers", "127.0.0.1:1"),
                    Map.entry("kept.kafka.start-check", "1s"),
                    Map.entry("kept.kafka.take-unchecked", "true"),
                    Map.entry("logging.level.org.apache.kafka", "off"),
                    Map.entry("kept.commitments.invitation-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
                    Map.entry("kept.commitments.idempotency-key", IDEMPOTENCY_KEY),
                    Map.entry("kept.commitments.signing-key", SIGNING_KEY),
                    Map.entry("kept.commitments.datasource.url", database.jdbcUrl()),
                    Map.entry(
                            "kept.commitments.datasource.username",
                            database.commitmentsApp().username()),
                    Map.entry(
                            "kept.commitments.datasource.password",
                            database.commitmentsApp().password()),
                    Map.entry(
                            "kept.commitments.migration.username",
                            database.commitmentsOwner().username()),
                    Map.entry(
                            "kept.commitments.migration.password",
                            database.commitmentsOwner().password())));
            settings.putAll(more);
            application.setDefaultProperties(settings);
            ConfigurableApplicationContext context = application.run();
            PGSimpleDataSource store = new PGSimpleDataSource();
            store.setUrl(database.jdbcUrl());
            store.setUser(database.commitmentsOwner().username());
            store.setPassword(database.commitmentsOwner().password());
            return new LiveService(
                    "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"), store, context);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NamesAsTokens {

        @Bean(name = "apiJwtDecoder", defaultCandidate = false)
        JwtDecoder apiJwtDecoder() {
            return token -> {
                if (token.equals("expired")) {
                    throw new BadJwtException("expired");
                }
                String person = token.split("~")[0];
                Jwt.Builder jwt = Jwt.withTokenValue(token)
                        .header("alg", "none")
                        .issuer(ISSUER)
                        .subject(person)
                        .claim("name", person.substring(0, 1).toUpperCase(Locale.ROOT) + person.substring(1))
                        .expiresAt(Instant.now().plusSeconds(60));
                return (person.equals(token) ? jwt : jwt.claim("client_id", token.substring(person.length() + 1)))
                        .build();
            };
        }
    }
}
