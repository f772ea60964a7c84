package dev.kept.standalone;

import dev.kept.local.Durability;
import dev.kept.local.KeptDatabase;
import dev.kept.local.LocalKafka;
import dev.kept.local.LocalPostgres;
import dev.kept.local.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * PostgreSQL, the broker and the services, started side by side and stopped one after the other: whoever uses something
 * ends before it does.
 */
final class Standalone implements AutoCloseable {

    private final Path data;
    private final String address;
    private final int port;
    private final @Nullable String publicUrl;
    private final @Nullable String issuer;
    private final @Nullable DemoRun demo;
    private final PrintWriter console;
    private final long began = System.nanoTime();

    private volatile boolean closing;
    private volatile @Nullable DataFolder folder;
    private volatile @Nullable LocalPostgres postgres;
    private volatile @Nullable LocalKafka kafka;
    private volatile @Nullable ConfigurableApplicationContext context;

    /**
     * @param port 0 for any that is free
     * @param publicUrl where people reach it; http://localhost and the port when null
     * @param issuer whose tokens count; its own when null
     * @param demo played when the folder does not have it yet; none when null
     */
    Standalone(
            Path data,
            String address,
            int port,
            @Nullable String publicUrl,
            @Nullable String issuer,
            @Nullable DemoRun demo,
            PrintWriter console) {
        this.data = data;
        this.address = address;
        this.port = port;
        this.publicUrl = publicUrl;
        this.issuer = issuer;
        this.demo = demo;
        this.console = console;
    }

    /** Returns when Kept is ready. */
    void start() {
        int freePort = free(address, port);
        String url = publicUrl == null ? "http://localhost:" + freePort : publicUrl;
        DataFolder taken = DataFolder.take(data);
        folder = taken;
        logTo(taken.path());
        say("Kept starts; its data are in " + taken.path());

        LocalPostgres database = new LocalPostgres(taken.path(), Durability.POWER_LOSS);
        LocalKafka broker = new LocalKafka(taken.path(), Durability.POWER_LOSS);
        postgres = database;
        kafka = broker;
        CompletableFuture<KeptDatabase> prepared = inParallel("postgresql", () -> {
            database.start();
            KeptDatabase kept = database.keptDatabase();
            say("PostgreSQL runs" + afterSeconds());
            return kept;
        });
        CompletableFuture<String> served = inParallel("kafka", () -> {
            broker.start();
            say("Kafka runs" + afterSeconds());
            return broker.bootstrapServers();
        });
        Optional<DemoRun.SignIns> played = DemoRun.playedBefore(taken.path());
        DemoRun toPlay = played.isPresent() ? null : demo;
        try {
            ConfigurableApplicationContext started =
                    services(properties(taken.path(), url, freePort, prepared, served), issuer(url, freePort), toPlay);
            served.join();
            taken.announce(new Running(ProcessHandle.current().pid(), url, database.port(), broker.bootstrapServers()));
            if (!closing && started.isActive()) {
                say("The services run" + afterSeconds());
                if (toPlay != null) {
                    toPlay.play(started, taken.path(), url, url, this::say);
                } else if (demo != null) {
                    played.ifPresent(signIns -> DemoRun.tell(taken.path(), signIns, this::say));
                }
                say("Kept is ready: " + url);
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Ends what has been started, also when the start is still under way. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (folder == null) {
            return;
        }
        say("Kept stops.");
        ending(context, ConfigurableApplicationContext::close);
        ending(kafka, LocalKafka::stop);
        ending(postgres, LocalPostgres::stop);
        ending(folder, DataFolder::close);
        say("Kept has stopped.");
    }

    private ConfigurableApplicationContext services(
            Map<String, Supplier<?>> properties, Map<String, Object> whoseTokens, @Nullable DemoRun toPlay) {
        SpringApplication application = new SpringApplication(Services.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.addInitializers(starting -> {
            ConfigurableEnvironment environment = starting.getEnvironment();
            if (!environment.containsProperty("kept.oauth.issuer")) {
                environment.getPropertySources().addFirst(new MapPropertySource("issuer", whoseTokens));
            }
            environment.getPropertySources().addFirst(new AwaitedProperties(properties));
            if (toPlay != null) {
                starting.getBeanFactory().registerSingleton("clock", toPlay.clock());
            }
            context = starting;
        });
        return application.run();
    }

    /** Spring gets going while the servers still start: only who asks for their properties waits for them. */
    private Map<String, Supplier<?>> properties(
            Path home,
            String url,
            int httpPort,
            CompletableFuture<KeptDatabase> database,
            CompletableFuture<String> broker) {
        Function<Function<KeptDatabase, String>, Supplier<?>> of = part -> () -> part.apply(database.join());
        Secrets secrets = new Secrets(home.resolve("secrets"));
        Map<String, Supplier<?>> properties = new LinkedHashMap<>();
        properties.put("server.address", () -> address);
        properties.put("server.port", () -> httpPort);
        properties.put("kept.public-url", () -> url);
        properties.put("kept.kafka.bootstrap-servers", broker::join);
        properties.put("kept.commitments.invitation-key", () -> secrets.base64("invitation-key"));
        properties.put("kept.commitments.datasource.url", of.apply(KeptDatabase::jdbcUrl));
        properties.put(
                "kept.commitments.datasource.username",
                of.apply(all -> all.commitmentsApp().username()));
        properties.put(
                "kept.commitments.datasource.password",
                of.apply(all -> all.commitmentsApp().password()));
        properties.put(
                "kept.commitments.migration.username",
                of.apply(all -> all.commitmentsOwner().username()));
        properties.put(
                "kept.commitments.migration.password",
                of.apply(all -> all.commitmentsOwner().password()));
        properties.put("kept.projections.datasource.url", of.apply(KeptDatabase::jdbcUrl));
        properties.put("kept.accounts.datasource.url", of.apply(KeptDatabase::jdbcUrl));
        for (String use : new String[] {"datasource", "migration"}) {
            properties.put(
                    "kept.projections." + use + ".username",
                    of.apply(all -> all.projectionsOwner().username()));
            properties.put(
                    "kept.projections." + use + ".password",
                    of.apply(all -> all.projectionsOwner().password()));
            properties.put(
                    "kept.accounts." + use + ".username",
                    of.apply(all -> all.accountsOwner().username()));
            properties.put(
                    "kept.accounts." + use + ".password",
                    of.apply(all -> all.accountsOwner().password()));
        }
        return properties;
    }

    /** Tokens come from accounts, next door in this process, unless a provider was set from outside. */
    private Map<String, Object> issuer(String url, int httpPort) {
        if (issuer != null) {
            return Map.of("kept.oauth.issuer", issuer);
        }
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return Map.of(
                "kept.oauth.issuer",
                url,
                "kept.oauth.jwk-set-uri",
                "http://%s:%d/oauth2/jwks".formatted(host, httpPort));
    }

    private static int free(String address, int port) {
        try {
            InetAddress local = InetAddress.getByName(address);
            if (!local.isAnyLocalAddress() && NetworkInterface.getByInetAddress(local) == null) {
                throw new UnknownHostException(address);
            }
            try (ServerSocket socket = new ServerSocket(port, 1, local)) {
                return socket.getLocalPort();
            }
        } catch (UnknownHostException e) {
            throw new Refused("This machine has no address '%s'. Give another one with --address.".formatted(address));
        } catch (IOException e) {
            throw new Refused("Kept cannot listen on port %d of %s (%s). Give another one with --port."
                    .formatted(port, address, e.getMessage()));
        }
    }

    private <T> CompletableFuture<T> inParallel(String name, Supplier<T> start) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread.ofPlatform().name("start-" + name).start(() -> {
            try {
                outcome.complete(start.get());
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    /** logback.xml knows the file by this name; nothing has been logged before the folder was taken. */
    private static void logTo(Path home) {
        System.setProperty("kept.log", home.resolve("log/kept.log").toString());
        LoggerFactory.getLogger(Standalone.class).info("Kept starts.");
    }

    private static <T> void ending(@Nullable T part, Consumer<T> end) {
        if (part != null) {
            end.accept(part);
        }
    }

    private String afterSeconds() {
        return String.format(
                Locale.ROOT,
                " (%.1f s)",
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }

    private void say(String line) {
        console.println(line);
        console.flush();
    }
}
