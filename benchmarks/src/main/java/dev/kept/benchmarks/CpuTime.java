package dev.kept.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this program and PostgreSQL's backends for it have computed: on a machine that others share, that says more than a rate. Linux
 * alone tells it of backends.
 *
 * @param program in nanoseconds
 * @param backends in nanoseconds; of those that are connected to one database now
 */
record CpuTime(long program, long backends) {

    private static final Path PROCESSES = Path.of("/proc");

    /** @param database its name, which a backend's title holds */
    static CpuTime now(String database) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new CpuTime(system.getProcessCpuTime(), ofBackends(" " + database + " "));
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(program - before.program, backends - before.backends);
    }

    private static long ofBackends(String title) {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process ->
                            Character.isDigit(process.getFileName().toString().charAt(0)))
                    .mapToLong(process -> ofBackend(process, title))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** 0 for any other process, and one that has just ended. */
    private static long ofBackend(Path process, String title) {
        try {
            String command = Files.readString(process.resolve("cmdline"));
            if (!command.startsWith("postgres: ") || !command.contains(title)) {
                return 0;
            }
            List<String> spent =
                    List.of(Files.readString(process.resolve("schedstat")).split(" "));
            return Long.parseLong(spent.getFirst());
        } catch (IOException e) {
            return 0;
        }
    }
}
