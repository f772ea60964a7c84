package dev.kept.benchmarks;

import dev.kept.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How long {@code ./kept up} takes until it is ready, and how much memory it has then. */
final class Starts implements Benchmark {

    private static final double SECONDS = 35;
    private static final int SETTLE_SECONDS = 3;

    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Figures figures = new Figures();

    Starts(Plan plan, Console console, Report report) {
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    @Override
    public String name() {
        return "start";
    }

    private int rounds() {
        return plan.brief() ? 1 : Math.min(3, plan.rounds());
    }

    @Override
    public double seconds() {
        return rounds() * SECONDS;
    }

    @Override
    public void run() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            Path data = Files.createTempDirectory("kept-benchmark-start");
            try {
                start(data, "first start, empty data folder");
                start(data, "next start");
            } finally {
                Folders.delete(data);
            }
            console.done(SECONDS, "started twice, round " + (round + 1) + " of " + rounds());
        }
        report.add(
                figures.table("./kept up on a built tree", "start"),
                "Memory of the process, its broker and its PostgreSQL together, pages that they share counted once.");
    }

    private void start(Path data, String row) throws IOException, InterruptedException {
        try (RunningKept kept = RunningKept.up(data)) {
            figures.add(row, "ready after, s", kept.secondsToReady());
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            figures.add(row, "memory, MB", kept.megabytes());
        }
    }
}
