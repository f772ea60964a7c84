package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** How much of a process's heap is in use once everything that can be collected is. */
final class LiveHeap {

    private LiveHeap() {}

    static long bytesOf(RunningKept kept) {
        try {
            Process histogram = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(kept.pid()),
                            "GC.class_histogram")
                    .start();
            String total = new String(histogram.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(total.strip().split("\\s+", -1)[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
