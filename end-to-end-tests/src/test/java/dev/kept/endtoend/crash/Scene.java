package dev.kept.endtoend.crash;

import dev.kept.endtoend.RunningKept;
import dev.kept.local.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A data folder and the Kept that runs over it, from one life to the next, with all that stands around it. */
final class Scene implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration COMMAND = Duration.ofSeconds(150);
    private static final Duration SERVERS_END = Duration.ofSeconds(60);
    private static final String LISTENERS = "listeners=PLAINTEXT://127.0.0.1:";
    private static final int PORT_IN_PID_FILE = 3;

    private final Path data;
    private final List<CrashPoint> points;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Queue<String> happened = new ConcurrentLinkedQueue<>();
    private final Thread atTheEnd = new Thread(this::killWhatRuns);
    private final MailServer mails = new MailServer();
    private final Proxy toPostgres = new Proxy(this::postgresPort);
    private final Proxy toKafka = new Proxy(this::kafkaPort);
    private volatile KeptProcess kept;
    private volatile boolean behindProxies;
    private volatile @Nullable ServiceProcess replica;
    private volatile boolean replicaTakesCommands;
    private volatile @Nullable SmallDisk disk;

    /** @param points where Kept may be ended under load */
    Scene(Path data, List<CrashPoint> points) {
        this.data = data;
        this.points = List.copyOf(points);
        this.kept = start();
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    Path data() {
        return data;
    }

    KeptProcess kept() {
        return kept;
    }

    List<CrashPoint> points() {
        return points;
    }

    MailServer mails() {
        return mails;
    }

    Proxy toPostgres() {
        return toPostgres;
    }

    Proxy toKafka() {
        return toKafka;
    }

    /** Where commands are taken: by one process at random when there are two. Null as long as there is none. */
    @Nullable
    Address address() {
        ServiceProcess second = replica;
        String url = kept.url();
        if (url == null) {
            return null;
        }
        boolean other = second != null
                && replicaTakesCommands
                && ThreadLocalRandom.current().nextBoolean();
        return new Address(second != null && other ? second.url() : url, url);
    }

    /** What all lives printed. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** Notes what is done to it, for whoever reads of a violation. */
    void happens(String what) {
        happened.add(what);
    }

    List<String> takeHappened() {
        List<String> all = new ArrayList<>();
        for (String each = happened.poll(); each != null; each = happened.poll()) {
            all.add(each);
        }
        return all;
    }

    /** Begins the next life. */
    void startAgain(String... options) {
        behindProxies = false;
        kept = start(options);
    }

    /** Begins the next life, in which Kept and its servers speak through proxies. Does nothing in a life in which they do so already. */
    void startAgainBehindProxies() throws Violation {
        if (!behindProxies || !kept.isAlive()) {
            Signals.KILL.to(List.of(kept.handle()));
            kept.endsWithin(SERVERS_END);
            kept = start(Agent.option(Agent.ports(toPostgres.port(), toKafka.port())));
            behindProxies = true;
        }
        awaitReady();
    }

    private KeptProcess start(String... options) {
        List<String> all = new ArrayList<>(mails.options());
        all.addAll(List.of(options));
        return KeptProcess.start(data, said, all);
    }

    /** A second process takes commands, too, until {@link #endReplica}. */
    ServiceProcess startReplica() throws Violation {
        try {
            String url = awaitReady();
            ServiceProcess second = ServiceProcess.start(
                    Service.COMMITMENTS, data, url, url + "/oauth2/jwks", LogWatch.ofReplica(data));
            replica = second;
            await(START, "a second process is ready", () -> second.isReady() || !second.isAlive());
            if (!second.isAlive()) {
                throw new Violation("a second process ended instead of becoming ready");
            }
            replicaTakesCommands = true;
            return second;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endReplica() {
        replicaTakesCommands = false;
        ServiceProcess second = replica;
        replica = null;
        if (second != null) {
            Signals.KILL.to(second.processes());
        }
    }

    /** Puts a server's folder on a small disk. Kept has to be started again. */
    SmallDisk onSmallDisk(String folder) throws Violation {
        endEverything();
        SmallDisk small = SmallDisk.under(data.resolve(folder));
        disk = small;
        return small;
    }

    /** Undoes {@link #onSmallDisk}. Kept has to be started again. */
    void offSmallDisk(SmallDisk small) throws Violation {
        endEverything();
        small.close();
        disk = null;
    }

    private void endEverything() throws Violation {
        Signals.KILL.to(List.of(kept.handle()));
        await(SERVERS_END, "the servers of a Kept that was killed end", () -> {
            boolean ended = kept.broker().isEmpty() && kept.postgres().isEmpty();
            if (!kept.isAlive() && !ended) {
                Signals.KILL.to(processes());
            }
            return ended;
        });
    }

    /** Runs one of the launcher's commands over the data folder to its end; returns its exit code. */
    int run(String command, String... options) {
        try {
            Process process = RunningKept.java(List.of(command, "--data=" + data), options)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.resolve("commands.txt").toFile()))
                    .start();
            if (!process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS)) {
                Signals.KILL.to(List.of(process.toHandle()));
            }
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** The broker's volume is gone, and another broker begins with an empty one. Kept must not run. */
    void loseKafka() {
        kept.broker().ifPresent(broker -> {
            Signals.KILL.to(List.of(broker));
            broker.onExit().join();
        });
        try {
            Folders.delete(data.resolve("kafka/data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its address once it is ready. */
    String awaitReady() throws Violation {
        awaitReadyOrEnded();
        String url = kept.url();
        if (url == null) {
            throw new Violation("Kept ended instead of becoming ready");
        }
        return url;
    }

    /** Every process of this scene that runs: Kept, its broker, PostgreSQL with all that it has started. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(kept.handle()), Stream.concat(kept.broker().stream(), postgres().stream()))
                .toList();
    }

    /** PostgreSQL's first process and those that it has started. */
    List<ProcessHandle> postgres() {
        return kept.postgres().stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.children()))
                .toList();
    }

    /** As PostgreSQL says it itself. */
    private Optional<Integer> postgresPort() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"));
            return lines.size() > PORT_IN_PID_FILE
                    ? Optional.of(Integer.valueOf(lines.get(PORT_IN_PID_FILE).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As the broker was told. */
    private Optional<Integer> kafkaPort() {
        try {
            return Files.readAllLines(data.resolve("kafka/server.properties")).stream()
                    .filter(line -> line.startsWith(LISTENERS))
                    .map(line ->
                            Integer.valueOf(line.substring(LISTENERS.length()).split(",", 2)[0]))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void awaitReadyOrEnded() throws Violation {
        await(START, "Kept is ready", () -> kept.url() != null || !kept.isAlive());
    }

    static void await(Duration patience, String what, BooleanSupplier there) throws Violation {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new Violation("not within " + patience.toSeconds() + " s: " + what);
            }
            pause(20);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever ends the harness in the middle leaves nothing running, paused or not, and nothing mounted. */
    private void killWhatRuns() {
        endReplica();
        Signals.KILL.to(processes());
        SmallDisk mounted = disk;
        if (mounted != null) {
            mounted.drop();
        }
    }

    @Override
    public void close() {
        endReplica();
        kept.stop();
        SmallDisk mounted = disk;
        if (mounted != null) {
            mounted.close();
        }
        toPostgres.close();
        toKafka.close();
        mails.close();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
    }
}
