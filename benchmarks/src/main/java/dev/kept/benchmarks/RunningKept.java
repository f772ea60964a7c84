package dev.kept.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.local.KeptDatabase;
import dev.kept.local.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Kept as people run it, by its launcher: one process with its PostgreSQL and its broker. */
final class RunningKept implements AutoCloseable {

    /** Where the launcher is; set by the launcher itself. */
    static final String LAUNCHER = "kept.launcher";

    private static final String READY = "Kept is ready: ";
    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final Path data;
    private final String url;
    private final double secondsToReady;
    private final Thread atTheEnd;

    private RunningKept(Process process, Path data, String url, double secondsToReady) {
        this.process = process;
        this.data = data;
        this.url = url;
        this.secondsToReady = secondsToReady;
        this.atTheEnd = new Thread(() -> process.toHandle().destroy());
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    static boolean isPossible() {
        return System.getProperty(LAUNCHER) != null;
    }

    /** Returns when it says that it is ready. */
    static RunningKept up(Path data) throws IOException {
        return up(data, Map.of());
    }

    /** As {@link #up(Path)}, with environment variables of its own. */
    static RunningKept up(Path data, Map<String, String> environment) throws IOException {
        List<String> said = new ArrayList<>();
        long began = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty(LAUNCHER, "./kept"), "up", "--port=0", "--data=" + data)
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.startsWith(READY)) {
                double seconds = (System.nanoTime() - began) / 1e9;
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return new RunningKept(
                        process, data, line.substring(READY.length()).strip(), seconds);
            }
        }
        throw new IllegalStateException("Kept did not become ready:\n" + String.join("\n", said));
    }

    String url() {
        return url;
    }

    double secondsToReady() {
        return secondsToReady;
    }

    /** Its database, which others may use as well. */
    KeptDatabase database() throws IOException {
        int port = JsonMapper.shared()
                .readTree(Files.readString(data.resolve("run.json")))
                .get("postgresPort")
                .asInt();
        return KeptDatabase.kept(port, new Secrets(data.resolve("secrets")));
    }

    /** What it and all its processes have in memory, in MB; what they share is counted once. */
    double megabytes() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"))
                .getFirst()
                .strip());
        Stream<ProcessHandle> roots =
                Stream.of(process.toHandle(), ProcessHandle.of(postmaster).orElseThrow());
        return roots.flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                        .distinct()
                        .mapToLong(RunningKept::kilobytes)
                        .sum()
                / 1024.0;
    }

    /** What its own process has in memory, in MB, without its broker and its PostgreSQL. */
    double megabytesOfProgram() {
        return kilobytes(process.toHandle()) / 1024.0;
    }

    private static long kilobytes(ProcessHandle part) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(part.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // It has ended meanwhile.
            return 0;
        }
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!process.isAlive()) {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        }
    }
}
