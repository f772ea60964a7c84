package dev.kept.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the numbers were measured on: without it they say nothing. */
final class Machine {

    private Machine() {}

    static String described() {
        return "%s, %d cores, %s of memory; %s %s; Java %s; load before the run %.2f."
                .formatted(
                        processor().orElse("unnamed processor"),
                        Runtime.getRuntime().availableProcessors(),
                        memory().orElse("unknown size"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Optional<String> processor() {
        return value(Path.of("/proc/cpuinfo"), "model name");
    }

    private static Optional<String> memory() {
        return value(Path.of("/proc/meminfo"), "MemTotal")
                .map(size -> String.format(
                        Locale.ROOT, "%.0f GB", Long.parseLong(size.replace(" kB", "")) / 1024.0 / 1024.0));
    }

    private static Optional<String> value(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
