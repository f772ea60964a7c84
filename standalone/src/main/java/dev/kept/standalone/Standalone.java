package dev.kept.standalone;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.local.PostgresArchive;
import dev.kept.local.Secrets;
import dev.kept.transparency.note.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

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
    private @Nullable String archive;

    private volatile boolean closing;
    private volatile @Nullable DataFolder folder;
    private volatile @Nullable Servers servers;
    private volatile @Nullable ConfigurableApplicationContext context;

    /**
     * @param port 0 for any that is free
     * @param publicUrl where people reach it; http://localhost and the port when null
     * @param issuer whose tokens count; accounts' when null
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

    /** @param to the folder for PostgreSQL's log; {@code none} for no archive; null as before */
    Standalone archiving(@Nullable String to) {
        archive = to;
        return this;
    }

    /** Returns when Kept is ready. */
    void start() {
        int freePort = free(address, port);
        String url = publicUrl == null ? "http://localhost:" + freePort : publicUrl;
        DataFolder taken = DataFolder.take(data);
        folder = taken;
        Logs.goTo(taken.path(), "kept");
        say("Kept starts; its data are in " + taken.path());
        prepareArchive(taken.path());

        Servers starting = Servers.start(taken.path(), what -> say(what + afterSeconds()));
        servers = starting;
        Optional<DemoRun.SignIns> played = DemoRun.playedBefore(taken.path());
        DemoRun toPlay = played.isPresent() ? null : demo;
        ConfigurableApplicationContext started = services(properties(taken.path(), url, freePort, starting), toPlay);
        Running running = new Running(ProcessHandle.current().pid(), url, starting.postgresPort(), starting.kafka());
        taken.announce(running);
        if (!closing && started.isActive()) {
            say("The services run" + afterSeconds());
            if (toPlay != null) {
                toPlay.play(started, taken.path(), url, DataFolder.issuer(taken.path(), url), this::say);
            } else if (demo != null) {
                played.ifPresent(signIns -> DemoRun.tell(taken.path(), signIns, this::say));
            }
            say("Kept is ready: " + url);
        }
    }

    private void prepareArchive(Path home) {
        try {
            if ("none".equals(archive)) {
                PostgresArchive.nowhere(home);
            } else if (archive != null) {
                PostgresArchive.into(home, Path.of(archive));
            }
            PostgresArchive.of(home).ifPresent(folder -> say("PostgreSQL's log is archived in " + folder));
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused("There can be no archive in %s: %s.".formatted(archive, e.getMessage()));
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
        ending(servers, Servers::close);
        ending(folder, DataFolder::close);
        say("Kept has stopped.");
    }

    private ConfigurableApplicationContext services(Map<String, Supplier<?>> properties, @Nullable DemoRun toPlay) {
        SpringApplication application = new SpringApplication(Services.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.addInitializers(starting -> {
            starting.getEnvironment().getPropertySources().addFirst(new AwaitedProperties(properties));
            if (toPlay != null) {
                starting.getBeanFactory().registerSingleton("clock", toPlay.clock());
            }
            context = starting;
        });
        return application.run();
    }

    /** Spring gets going while the servers still start: only who asks for their properties waits for them. */
    private Map<String, Supplier<?>> properties(Path home, String url, int httpPort, Servers starting) {
        Function<Function<KeptDatabase, String>, Supplier<?>> of = part -> () -> part.apply(starting.database());
        Secrets secrets = new Secrets(home.resolve("secrets"));
        Map<String, Supplier<?>> properties = new LinkedHashMap<>();
        properties.put("server.address", () -> address);
        properties.put("server.port", () -> httpPort);
        properties.put("kept.public-url", () -> url);
        if (issuer == null) {
            properties.put("kept.oauth.issuer", () -> DataFolder.issuer(home, url));
            String here = "http://%s:%d".formatted(reachable(), httpPort);
            properties.put("kept.oauth.jwk-set-uri", () -> here + "/oauth2/jwks");
            properties.put("kept.pages.token-uri", () -> here + "/oauth2/token");
            properties.put("kept.pages.authorization-uri", () -> url + "/oauth2/authorize");
            properties.put("kept.pages.end-session-uri", () -> url + "/connect/logout");
        } else {
            properties.put("kept.oauth.issuer", () -> issuer);
        }
        properties.put("kept.pages.api-url", () -> "http://%s:%d".formatted(reachable(), httpPort));
        properties.put("kept.kafka.bootstrap-servers", starting::kafka);
        properties.put("kept.commitments.invitation-key", () -> secrets.base64("invitation-key"));
        properties.put("kept.commitments.idempotency-key", () -> secrets.base64("idempotency-key"));
        properties.put("kept.commitments.signing-key", () -> secrets.base64("signing-key"));
        properties.put("kept.projections.signing-public-key", () -> {
            List<String> keys = new ArrayList<>(List.of(publicKeyOf(secrets.base64("signing-key"))));
            keys.addAll(SigningPublicKeys.in(home.resolve("secrets")).all());
            return String.join(",", keys);
        });
        properties.put("kept.http.cursor-key", () -> secrets.base64("cursor-key"));
        properties.put("kept.webhooks.key", () -> secrets.base64("webhooks-key"));
        login(properties, "kept.commitments.datasource", of, KeptDatabase::commitmentsApp);
        login(properties, "kept.commitments.migration", of, KeptDatabase::commitmentsOwner);
        for (String use : List.of("datasource", "migration")) {
            login(properties, "kept.projections." + use, of, KeptDatabase::projectionsOwner);
            login(properties, "kept.subscriptions." + use, of, KeptDatabase::subscriptionsOwner);
            login(properties, "kept.pages." + use, of, KeptDatabase::pagesOwner);
            login(properties, "kept.accounts." + use, of, KeptDatabase::accountsOwner);
        }
        for (String service : List.of("commitments", "projections", "subscriptions", "pages", "accounts")) {
            properties.put("kept." + service + ".datasource.url", of.apply(KeptDatabase::jdbcUrl));
        }
        return properties;
    }

    private static String publicKeyOf(String signingKey) {
        byte[] seed = Arrays.copyOf(Base64.getDecoder().decode(signingKey), SigningKey.SEED_BYTES);
        return Base64.getEncoder().encodeToString(SigningKey.ofSeed(seed).publicKey());
    }

    private static void login(
            Map<String, Supplier<?>> properties,
            String prefix,
            Function<Function<KeptDatabase, String>, Supplier<?>> of,
            Function<KeptDatabase, Credentials> role) {
        properties.put(prefix + ".username", of.apply(role.andThen(Credentials::username)));
        properties.put(prefix + ".password", of.apply(role.andThen(Credentials::password)));
    }

    private String reachable() {
        return address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
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
