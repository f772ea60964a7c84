package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.endtoend.RunningKept;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One life of Kept over a data folder, with its servers: whatever may happen to it, nothing here waits for it without an end. */
final class KeptProcess {

    private static final Duration STOP = Duration.ofSeconds(60);

    private final Path data;
    private final Process process;
    private volatile @Nullable String url;

    private KeptProcess(Path data, Process process) {
        this.data = data;
        this.process = process;
    }

    /**
     * Begins to start it.
     *
     * @param said where its output is added
     * @param options of the JVM
     */
    static KeptProcess start(Path data, List<String> said, List<String> options) {
        try {
            KeptProcess started = new KeptProcess(
                    data,
                    RunningKept.java(List.of("up", "--port=0", "--data=" + data), options.toArray(String[]::new))
                            .start());
            Thread.ofVirtual().name("kept-output").start(() -> started.listen(said));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(List<String> said) {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.startsWith(RunningKept.READY)) {
                    url = line.substring(RunningKept.READY.length()).strip();
                }
            }
        } catch (IOException e) {
            // It is gone, as at the end of its output.
        }
        url = null;
    }

    /** Where it is reached; null as long as it is not ready, and once it has ended. */
    @Nullable
    String url() {
        return url;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Its broker, if that runs. */
    Optional<ProcessHandle> broker() {
        return running(data.resolve("kafka/broker.pid"), data.resolve("kafka").toString());
    }

    /** Its PostgreSQL's first process, if that runs. */
    Optional<ProcessHandle> postgres() {
        return running(
                data.resolve("postgresql/data/postmaster.pid"),
                data.resolve("postgresql").toString());
    }

    /** A process id may be another program's by now: only one whose command line names the folder is taken. */
    private static Optional<ProcessHandle> running(Path pidFile, String folder) {
        try {
            return Files.readAllLines(pidFile).stream()
                    .findFirst()
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                    .filter(found -> found.info().commandLine().orElse("").contains(folder));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Stops it as an operator does; kills it when that takes too long. */
    boolean stop() {
        process.toHandle().destroy();
        boolean stopped = endsWithin(STOP);
        if (!stopped) {
            process.destroyForcibly();
            endsWithin(STOP);
        }
        return stopped;
    }

    boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
