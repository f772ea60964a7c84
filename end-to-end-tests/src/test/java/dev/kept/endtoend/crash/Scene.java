package dev.kept.endtoend.crash;

import dev.kept.endtoend.RunningKept;
import dev.kept.local.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A data folder and the Kept that runs over it, from one life to the next. */
final class Scene implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration COMMAND = Duration.ofSeconds(150);

    private final Path data;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Queue<String> happened = new ConcurrentLinkedQueue<>();
    private final Thread atTheEnd = new Thread(this::killWhatRuns);
    private volatile KeptProcess kept;

    Scene(Path data) {
        this.data = data;
        this.kept = KeptProcess.start(data, said, List.of());
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    Path data() {
        return data;
    }

    KeptProcess kept() {
        return kept;
    }

    /** Where it is reached; null as long as it is not. */
    @Nullable
    String url() {
        return kept.url();
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
        kept = KeptProcess.start(data, said, List.of(options));
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

    /** Whoever ends the harness in the middle leaves nothing running, paused or not. */
    private void killWhatRuns() {
        Signals.KILL.to(processes());
    }

    @Override
    public void close() {
        kept.stop();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
    }
}
