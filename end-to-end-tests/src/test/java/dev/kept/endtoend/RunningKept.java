package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.standalone.Kept;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kept as people run it: a process of its own with its PostgreSQL and its broker, over a data folder. */
public final class RunningKept implements AutoCloseable {

    /** What it says before its address once it is ready. */
    public static final String READY = "Kept is ready: ";

    private final Process process;
    private final String url;
    private final List<String> said;

    private RunningKept(Process process, String url, List<String> said) {
        this.process = process;
        this.url = url;
        this.said = said;
    }

    /** Starts over the data folder and returns when it is ready; options that begin with {@code -D} are the JVM's. */
    public static RunningKept up(Path data, String... options) {
        try {
            Process process =
                    java(List.of("up", "--port=0", "--data=" + data), options).start();
            BufferedReader output = process.inputReader();
            List<String> said = new ArrayList<>();
            String line;
            while ((line = output.readLine()) != null) {
                said.add(line);
                if (line.startsWith(READY)) {
                    Thread.ofVirtual().start(() -> output.lines().forEach(said::add));
                    return new RunningKept(
                            process, line.substring(READY.length()).strip(), said);
                }
            }
            throw new AssertionError("Kept did not become ready:\n" + String.join("\n", said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs another command of the launcher to its end, e.g. {@code rebuild}; gives what it said. */
    public static String run(Path data, String command, String... options) {
        try {
            Process process = java(List.of(command, "--data=" + data), options).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new AssertionError(command + " ended with " + code + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Not started yet.
     *
     * @param arguments the command and its options
     * @param options further ones; those that begin with {@code -D} or {@code -javaagent} are the JVM's
     */
    public static ProcessBuilder java(List<String> arguments, String... options) {
        return program(Kept.class, arguments, options);
    }

    /**
     * As {@link #java}, another program of the same class path. Where the system property {@code kept.aot} names the launcher's cache, the
     * JVM starts from it; with an agent it could not.
     */
    public static ProcessBuilder program(Class<?> main, List<String> arguments, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dkept.broker.lib=" + System.getProperty("kept.broker.lib"),
                "-Dkept.postgres.programs="
                        + Path.of(System.getProperty("kept.broker.lib")).resolveSibling("postgresql"),
                "-Daxoniq.update-checker.disabled=true",
                // All tests sign up from the same address, more often than people do.
                "-Dkept.accounts.sign-ups-per-address=1000"));
        Map<Boolean, List<String>> ofTheJvm =
                Stream.of(options).collect(Collectors.partitioningBy(RunningKept::isOfTheJvm));
        String cache = System.getProperty("kept.aot");
        if (cache != null && ofTheJvm.get(true).stream().noneMatch(option -> option.startsWith("-javaagent"))) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off"));
        }
        String brokersCache = System.getProperty("kept.broker.aot");
        if (brokersCache != null) {
            command.add("-Dkept.broker.aot=" + brokersCache);
        }
        command.addAll(ofTheJvm.get(true));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        command.addAll(ofTheJvm.get(false));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        // What receives webhooks in tests stands on this machine.
        process.environment().put("KEPT_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.1/32");
        process.environment().put("KEPT_WEBHOOKS_ALLOW_HTTP", "true");
        process.environment().put("KEPT_WEBHOOKS_LEASE", "5s");
        return process;
    }

    private static boolean isOfTheJvm(String option) {
        return option.startsWith("-D") || option.startsWith("-javaagent");
    }

    public String url() {
        return url;
    }

    /** What it printed so far. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** Of the process. */
    long pid() {
        return process.pid();
    }

    /** As kill -9 does: nothing is told, nothing is tidied up. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        // Not Process.destroy: it closes the output, and Kept's last lines would have no reader.
        process.toHandle().destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Kept did not stop within 30 s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
