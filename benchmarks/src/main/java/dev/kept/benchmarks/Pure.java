package dev.kept.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@link PureParts} by JMH, each in a JVM of its own. */
final class Pure implements Benchmark {

    private static final int PARTS = 10;

    private final Plan plan;
    private final Console console;
    private final Report report;

    Pure(Plan plan, Console console, Report report) {
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    @Override
    public String name() {
        return "pure";
    }

    @Override
    public double seconds() {
        return PARTS * each();
    }

    private double each() {
        return 2 * plan.rounds() * plan.window();
    }

    @Override
    public void run() throws Exception {
        TimeValue window = TimeValue.milliseconds((long) (plan.window() * 1_000));
        Options options = new OptionsBuilder()
                .include(PureParts.class.getName())
                .forks(1)
                .warmupIterations(plan.rounds())
                .warmupTime(window)
                .measurementIterations(plan.rounds())
                .measurementTime(window)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Figures figures = new Figures();
        Collection<RunResult> results = new Runner(options).run();
        for (RunResult result : results) {
            BenchmarkParams parameters = result.getParams();
            String part = parameters.getBenchmark().replaceAll("^.*\\.", "");
            String column = "after %,d entries, µs".formatted(Integer.parseInt(parameters.getParam("entries")));
            result.getBenchmarkResults()
                    .forEach(fork -> fork.getIterationResults()
                            .forEach(iteration -> figures.add(
                                    part, column, iteration.getPrimaryResult().getScore())));
            console.done(each(), part);
        }
        report.add(
                figures.table("Pure parts", "part"),
                "By JMH: one update of a promise, with no database and no network; %d iterations of %s each after as many to warm up."
                        .formatted(plan.rounds(), window));
    }
}
