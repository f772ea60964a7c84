package dev.kept.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker on 127.0.0.1 in a JVM of its own, over a data folder that outlives it. The broker ends when this JVM
 * does, however that comes about, and comes back when it ended by itself.
 */
public final class LocalKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 30;
    private static final int MOST_STARTS = 5;

    /** The exit code of a process that a signal ended is this and the signal's number. */
    private static final int SIGNALLED = 128;

    private static final String CONFIGURATION = """
        # Written by Kept at each start: a change made here does not last.
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%3$s
        auto.create.topics.enable=false
        default.replication.factor=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        log.retention.ms=-1
        log.flush.interval.messages=%4$d
        group.initial.rebalance.delay.ms=0
        broker.session.timeout.ms=2000
        broker.heartbeat.interval.ms=500
        controlled.shutdown.max.retries=1
        log.cleaner.dedupe.buffer.size=16777216
        num.network.threads=2
        num.io.threads=2
        background.threads=2
        """;

    /** Ctrl-C in a terminal reaches every process there; the broker is to end after those who still use it. */
    private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$@\"";

    private final Path folder;
    private final Path data;
    private final Path configuration;
    private final Path log;
    private final Durability durability;
    private final UnaryOperator<String> adapted;
    private int port;
    private @Nullable Process process;

    /** @param home Kept's data folder; the broker's files go to {@code kafka} */
    public LocalKafka(Path home, Durability durability) {
        this(home, durability, configuration -> configuration);
    }

    /** @param adapted what becomes of the broker's configuration before it is written */
    LocalKafka(Path home, Durability durability, UnaryOperator<String> adapted) {
        this.adapted = adapted;
        this.folder = home.toAbsolutePath().normalize().resolve("kafka");
        this.data = folder.resolve("data");
        this.configuration = folder.resolve("server.properties");
        this.log = folder.resolve("broker.log");
        this.durability = durability;
    }

    /** Starts the broker, on the port it had before when this object has started it before; returns when it serves. */
    public synchronized LocalKafka start() {
        try {
            Folders.createOwnerOnly(folder);
            endOrphan();
            port = port == 0 ? Processes.freePort() : port;
            configure();
            Process started = launchUntilReady();
            started.onExit().thenAccept(this::restart);
        } catch (IOException e) {
            throw new CannotStart("The Kafka broker in " + folder + " could not be started.", e);
        }
        return this;
    }

    /** What ends by itself while it starts has a reason, and says it; what is killed meanwhile, for want of memory for example, is tried again. */
    private Process launchUntilReady() throws IOException {
        for (int left = MOST_STARTS; ; left--) {
            Process started = launch();
            process = started;
            Files.writeString(pidFile(), Long.toString(started.pid()));
            if (isReady(started)) {
                return started;
            }
            boolean killed = !started.isAlive() && started.exitValue() > SIGNALLED;
            end(started);
            if (!killed || left == 1) {
                throw new CannotStart("The Kafka broker ended while it started; " + log + " and "
                        + folder.resolve("broker.err") + " say why.");
            }
            LOG.warn("The Kafka broker was killed while it started and is tried again.");
        }
    }

    /** Stops the broker when all is on disk; start() brings it back. */
    public synchronized void stop() {
        Process stopped = process;
        if (stopped == null) {
            return;
        }
        process = null;
        try {
            stopped.getOutputStream().close();
        } catch (IOException e) {
            stopped.destroy();
        }
        if (!Processes.endsWithin(stopped.toHandle(), STOP_SECONDS)) {
            stopped.destroyForcibly();
        }
    }

    /** Ends the broker as a crash would; the next start recovers. */
    public synchronized void kill() {
        Process killed = process;
        if (killed != null) {
            process = null;
            end(killed);
        }
    }

    private static void end(Process broker) {
        broker.destroyForcibly();
        Processes.endsWithin(broker.toHandle(), STOP_SECONDS);
    }

    @Override
    public void close() {
        stop();
    }

    /** Host and port, as Kafka's clients want them. */
    public synchronized String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    /** A broker that ended untold, for want of memory for example, comes back under the same address, however often that takes. */
    private void restart(Process ended) {
        Restarts.until(ended, this::startAgain);
    }

    /** @return null when it runs, or nobody wants it to; else the process that ended */
    private synchronized @Nullable Process startAgain(Process ended) {
        if (process != ended) {
            return null;
        }
        LOG.warn("The Kafka broker ended with code {} and is started again; {} may say why.", ended.exitValue(), log);
        try {
            start();
            return null;
        } catch (CannotStart e) {
            LOG.warn("The Kafka broker did not start and is tried again: {}", e.getMessage());
            return process;
        }
    }

    private void configure() throws IOException {
        // One flush per append: the relay saves its position once the broker has acknowledged, and never looks back.
        long flushAfter = durability == Durability.POWER_LOSS ? 1 : Long.MAX_VALUE;
        Files.writeString(
                configuration,
                adapted.apply(CONFIGURATION.formatted(port, Processes.freePort(), propertyValue(data), flushAfter)),
                UTF_8);
        Path cluster = folder.resolve("cluster.id");
        if (!Files.exists(cluster)) {
            Files.writeString(cluster, Uuid.randomUuid().toString());
        }
    }

    private Process launch() throws IOException {
        String clusterId = Files.readString(folder.resolve("cluster.id")).strip();
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                DEAF_TO_THE_TERMINAL,
                "kept-broker",
                Processes.java().toString(),
                "-Xms64m",
                "-Xmx288m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dlog4j2.configurationFile=classpath:dev/kept/local/broker-log4j2.xml",
                "-Dkept.broker.log=" + log));
        command.addAll(BrokerLibrary.cacheOptions());
        // A folder with a star keeps the command line short enough to be recognised by.
        command.addAll(List.of(
                "-cp",
                BrokerLibrary.folder() + "/*:" + ownClasses(),
                BrokerProcess.class.getName(),
                configuration.toString(),
                clusterId));
        return new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.to(folder.resolve("broker.err").toFile()))
                .start();
    }

    /** Waits until it serves; false when it ended instead. */
    private boolean isReady(Process starting) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofVirtual().name("kafka-broker-output").start(() -> {
            try (BufferedReader output = starting.inputReader(UTF_8)) {
                String line = output.readLine();
                while (line != null) {
                    if (line.equals(BrokerProcess.READY)) {
                        ready.complete(true);
                    }
                    line = output.readLine();
                }
            } catch (IOException e) {
                // The broker is gone, as it is at the end of its output.
            }
            ready.complete(false);
        });
        try {
            boolean serves = ready.get(START_SECONDS, TimeUnit.SECONDS);
            if (!serves) {
                // Its output ends a moment before it does.
                Processes.endsWithin(starting.toHandle(), STOP_SECONDS);
            }
            return serves;
        } catch (TimeoutException e) {
            end(starting);
            throw new CannotStart("The Kafka broker was not ready after " + START_SECONDS + " s; see " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(starting);
            throw new CannotStart("Interrupted while the Kafka broker started.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JVM that was killed leaves a broker that is about to end; it still holds the folder until it has. */
    private void endOrphan() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        try {
            Processes.running(
                            Long.parseLong(Files.readString(pidFile()).strip()),
                            List.of(BrokerProcess.class.getName(), configuration.toString()))
                    .ifPresent(orphan -> {
                        orphan.destroy();
                        if (!Processes.endsWithin(orphan, STOP_SECONDS)) {
                            orphan.destroyForcibly();
                            Processes.endsWithin(orphan, STOP_SECONDS);
                        }
                    });
        } catch (NumberFormatException e) {
            // Cut short while it was written: the broker of that run ended when its JVM did.
        }
        Files.deleteIfExists(pidFile());
    }

    private Path pidFile() {
        return folder.resolve("broker.pid");
    }

    private static String propertyValue(Path path) {
        return path.toString().replace("\\", "\\\\");
    }

    private static Path ownClasses() {
        try {
            return Path.of(LocalKafka.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
