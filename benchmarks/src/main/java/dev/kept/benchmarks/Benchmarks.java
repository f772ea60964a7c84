package dev.kept.benchmarks;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast Kept is, and writes down what came out. */
@Command(
        name = "bench",
        description = "Measures how fast Kept is: everything that is compared, in one run and in turns.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Benchmarks implements Callable<Integer> {

    private static final int USUAL_ROUNDS = 5;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Some of: append, ledger, flow, proof, pure, start, queries, http. All when absent.")
    private Set<String> only = Set.of();

    @Option(names = "--rounds", paramLabel = "NUMBER", description = "How often everything is measured.")
    private int rounds = USUAL_ROUNDS;

    @Option(
            names = "--brief",
            description =
                    "Goes through everything once with little data, to see that it runs; the numbers say nothing.")
    private boolean brief;

    @Option(
            names = "--beside",
            paramLabel = "FOLDER",
            description = "A checkout of another version, whose own benchmarks run in turns with these.")
    private @Nullable Path beside;

    @Option(names = "--results", paramLabel = "FILE", description = "Where the tables are written.")
    private Path results = Path.of("benchmarks", "target", "results.md");

    /** The program behind {@code ./kept bench}. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Benchmarks()).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        Console console = new Console(System.out);
        Report report = new Report(results, console, Clock.systemUTC());
        if (beside != null) {
            new Beside(beside, forOneRound(), console, report).run(rounds);
            console.say("\nThe tables are in " + report.file());
            return 0;
        }
        Plan plan = new Plan(brief ? 1 : rounds, brief);
        try (Infrastructure infrastructure = Infrastructure.start()) {
            List<Benchmark> chosen = new ArrayList<>();
            for (Benchmark each : all(infrastructure, plan, console, report)) {
                if (only.isEmpty() || only.contains(each.name())) {
                    chosen.add(each);
                    console.plan(each.seconds());
                }
            }
            for (Benchmark each : chosen) {
                each.run();
            }
        }
        console.say("\nThe tables are in " + report.file());
        return 0;
    }

    private List<String> forOneRound() {
        List<String> options = new ArrayList<>(List.of("--rounds=1"));
        if (!only.isEmpty()) {
            options.add("--only=" + String.join(",", only));
        }
        if (brief) {
            options.add("--brief");
        }
        return options;
    }

    private static List<Benchmark> all(Infrastructure infrastructure, Plan plan, Console console, Report report) {
        List<Benchmark> all = new ArrayList<>(List.of(
                new AppendPath(infrastructure, plan, console, report),
                new LongLedger(infrastructure, plan, console, report),
                new Flow(infrastructure, plan, console, report),
                new Proof(infrastructure, plan, console, report),
                new Pure(plan, console, report)));
        if (RunningKept.isPossible()) {
            all.add(new Starts(plan, console, report));
            all.add(new Queries(plan, console, report));
            all.add(new HttpRates(infrastructure, plan, console, report));
        } else {
            console.say("Without the launcher (./kept bench) starts, queries and HTTP are left out.");
        }
        return all;
    }
}
