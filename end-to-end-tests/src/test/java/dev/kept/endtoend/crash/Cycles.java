package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kept.endtoend.Person.Answer;
import dev.kept.endtoend.Person.Unreachable;
import dev.kept.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cycle after cycle over a data folder that gets another one's place after some: load, faults, recovery, checks. A cycle's faults and commands
 * follow from the seed and its number alone; what the machine makes of their times does not.
 */
final class Cycles {

    private static final int PAIRS = 5;

    /** What is checked grows with the folder. */
    private static final int CYCLES_OF_A_FOLDER = 25;

    private static final int MOST_FAULTS = 3;
    private static final Duration RECOVERY = Duration.ofSeconds(120);
    private static final Duration REPEATED = Duration.ofSeconds(60);

    private final Path folder;
    private final long seed;
    private final int from;
    private final int cycles;
    private final List<Fault> named;
    private final List<Fault> faults;
    private final List<CrashPoint> points;
    private final PrintWriter out;
    private final long began = System.nanoTime();
    private final List<Asked> asked = new ArrayList<>();
    private List<Pair> pairs = List.of();
    private @Nullable Scene scene;
    private @Nullable Integrity integrity;

    /** @param points where Kept may be ended under load */
    Cycles(Path folder, long seed, int from, int cycles, List<Fault> faults, List<CrashPoint> points, PrintWriter out) {
        this.folder = folder;
        this.seed = seed;
        this.from = from;
        this.cycles = cycles;
        this.named = List.copyOf(faults);
        this.faults = faults.stream().filter(Fault::isPossible).toList();
        this.points = List.copyOf(points);
        this.out = out;
    }

    /** Whether all cycles went well; the first that did not is the last. */
    boolean run() throws Exception {
        say("Seed " + seed + ", cycles " + from + " to " + (from + cycles - 1) + ", in " + folder);
        named.stream()
                .filter(fault -> !faults.contains(fault))
                .forEach(fault -> say(fault + " is left out: only root can mount the small disk that it needs."));
        if (faults.isEmpty()) {
            return false;
        }
        boolean well = true;
        for (int cycle = from; well && cycle < from + cycles; cycle++) {
            if (scene == null || (cycle - from) % CYCLES_OF_A_FOLDER == 0) {
                end(true);
                begin(cycle);
            }
            well = run(cycle);
        }
        end(well);
        say(well ? "All %d cycles went well, seed %d.".formatted(cycles, seed) : "Not all is well.");
        return well;
    }

    private void begin(int cycle) throws IOException, Violation {
        Path data = folder.resolve("seed-" + seed + "-from-" + cycle);
        if (Files.exists(data)) {
            Folders.delete(data);
        }
        asked.clear();
        Scene begun = new Scene(data, points);
        scene = begun;
        integrity = new Integrity(data);
        String url = begun.awaitReady();
        List<Pair> met = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            met.add(Pair.meet(url, i));
        }
        met.getFirst().areReminded(url, begun.mails());
        pairs = met;
    }

    private void end(boolean well) throws IOException {
        Scene ending = scene;
        if (ending == null) {
            return;
        }
        scene = null;
        ending.close();
        if (well) {
            Folders.delete(ending.data());
        }
    }

    private boolean run(int cycle) {
        Scene here = requireNonNull(scene);
        Random random = new Random(seed * 1_000_003 + cycle);
        long start = System.nanoTime();
        long struck = start;
        List<String> wrong = new ArrayList<>();
        LogWatch log = LogWatch.from(here.data());
        Load load = new Load(pairs, here::address, "c" + cycle, random);
        try {
            Scene.pause(200 + random.nextInt(800));
            for (int left = 1 + random.nextInt(MOST_FAULTS); left > 0; left--) {
                Fault fault = next(random);
                here.happens(fault.name());
                fault.strike(here, random);
                Scene.pause(random.nextInt(1_500));
            }
            struck = System.nanoTime();
            here.awaitReady();
            long recovered = System.nanoTime();
            Scene.await(
                    RECOVERY,
                    "everybody has an entry acknowledged again",
                    () -> load.heard(recovered) == load.workers());
        } catch (Violation e) {
            wrong.add(e.getMessage());
        }
        wrong.addAll(load.end());
        long ended = System.nanoTime();
        List<Asked> ofCycle = load.asked();
        asked.addAll(ofCycle);
        long unknown = count(ofCycle, Asked.Outcome.UNKNOWN);
        List<String> happened = here.takeHappened();
        try {
            if (wrong.isEmpty()) {
                repeatHalf(here, ofCycle, random, wrong);
                wrong.addAll(requireNonNull(integrity).violations(asked, here.mails()));
            }
            wrong.addAll(log.complaints(happened.contains(Fault.LOSE_WHAT_KAFKA_HAS.name())));
        } catch (Exception e) {
            wrong.add("the checks failed: " + e);
            e.printStackTrace(out);
        }
        report(cycle, ofCycle, unknown, happened, new Times(start, struck, ended), wrong);
        return wrong.isEmpty();
    }

    /** Points between two steps are many and hard to come by otherwise: one of them as often as all the rest together. */
    private Fault next(Random random) {
        return faults.contains(Fault.END_AT_A_POINT) && random.nextBoolean()
                ? Fault.END_AT_A_POINT
                : faults.get(random.nextInt(faults.size()));
    }

    /** Half of what nobody knows the outcome of is asked for again, and then known: it may not be there twice for that. */
    private static void repeatHalf(Scene scene, List<Asked> ofCycle, Random random, List<String> wrong)
            throws Violation {
        for (Asked command : ofCycle) {
            if (command.outcome() == Asked.Outcome.UNKNOWN && random.nextBoolean()) {
                Scene.await(REPEATED, "an answer to " + command, () -> isAnswered(scene, command, wrong));
            }
        }
    }

    private static boolean isAnswered(Scene scene, Asked command, List<String> wrong) {
        Address address = scene.address();
        if (address == null) {
            return false;
        }
        try {
            Answer answer = Worker.answerTo(address, command);
            if (answer.status() == 503 || answer.status() == 429 || answer.status() == 401) {
                return false;
            }
            if (answer.status() == 404 && command.path().endsWith("/release")) {
                // The draft is gone, because it was released.
                command.is(Asked.Outcome.ACKNOWLEDGED, null, "404 when repeated");
                return true;
            }
            Worker.understand(command, answer, wrong::add);
            return true;
        } catch (Unreachable e) {
            return false;
        }
    }

    /** When a cycle began, when the last fault was over, and when everybody had stopped working. */
    private record Times(long start, long struck, long ended) {

        @Override
        public String toString() {
            return "%.0f s of faults, %.0f s of recovery, %.0f s of checks"
                    .formatted((struck - start) / 1e9, (ended - struck) / 1e9, (System.nanoTime() - ended) / 1e9);
        }
    }

    private void report(
            int cycle, List<Asked> ofCycle, long unknown, List<String> happened, Times times, List<String> wrong) {
        int done = cycle - from + 1;
        double left = (System.nanoTime() - began) / 1e9 / done * (cycles - done);
        say("[%3d of %d, %s, %d:%02d left] %d acknowledged, %d refused, %d unknown at first; %s%s"
                .formatted(
                        done,
                        cycles,
                        times,
                        (int) left / 60,
                        (int) left % 60,
                        count(ofCycle, Asked.Outcome.ACKNOWLEDGED),
                        count(ofCycle, Asked.Outcome.REFUSED),
                        unknown,
                        String.join(", ", happened),
                        wrong.isEmpty() ? "" : ": WRONG"));
        if (!wrong.isEmpty()) {
            wrong.stream().limit(40).forEach(each -> say("  " + each));
            Path data = requireNonNull(scene).data();
            write(data.resolve("asked.txt"), asked.stream().map(Asked::toString));
            write(data.resolve("said.txt"), requireNonNull(scene).said().stream());
            write(data.resolve("violations.txt"), wrong.stream());
            say("Everything is in " + data + "; asked.txt there has every command with what came of it.");
            say("Again: ./kept crash --cycles 1 --from " + cycle + " --seed " + seed);
        }
    }

    private static void write(Path file, Stream<String> lines) {
        try {
            Files.writeString(file, lines.collect(Collectors.joining("\n", "", "\n")), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(List<Asked> commands, Asked.Outcome outcome) {
        return commands.stream().filter(each -> each.outcome() == outcome).count();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
