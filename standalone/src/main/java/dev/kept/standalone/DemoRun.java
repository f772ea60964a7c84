package dev.kept.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.standalone.demo.Demo;
import dev.kept.standalone.demo.Player;
import dev.kept.standalone.demo.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The demo asked for: played once into a data folder, remembered there with its sign-ins. */
final class DemoRun {

    /** What a script needs to use the demo. */
    record SignIns(String title, String url, List<Player> people) {}

    private static final String OWN_SCENARIO = "/demo/two-teams.yaml";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Clock REAL = Clock.systemUTC();

    private final Scenario scenario;
    private final Demo demo;
    private final SimulatedClock clock;

    private DemoRun(Scenario scenario) {
        this.scenario = scenario;
        this.demo = new Demo(scenario, REAL.instant());
        this.clock = new SimulatedClock(REAL, demo.start());
    }

    /**
     * The demo to be played.
     *
     * @param file a scenario; empty for the one that comes with Kept
     */
    static DemoRun of(String file) {
        try {
            if (!file.isEmpty()) {
                return new DemoRun(Scenario.read(Files.readString(Path.of(file))));
            }
            try (InputStream own = DemoRun.class.getResourceAsStream(OWN_SCENARIO)) {
                if (own == null) {
                    throw new IllegalStateException("no scenario at " + OWN_SCENARIO);
                }
                return new DemoRun(Scenario.read(new String(own.readAllBytes(), UTF_8)));
            }
        } catch (IOException e) {
            throw new Refused("The scenario %s cannot be read.".formatted(file));
        }
    }

    /** The clock everything is recorded by; it shows the real time once the demo is played. */
    Clock clock() {
        return clock;
    }

    /** Plays it, and leaves the sign-ins in the folder. */
    void play(ApplicationContext running, Path home, String url, String issuer, Consumer<String> say) {
        say.accept("Playing '%s': %d weeks, %d steps."
                .formatted(scenario.title(), scenario.weeks(), scenario.steps().size()));
        long began = System.nanoTime();
        Demo.Progress progress = (steps, of) -> {
            if (steps % 20 == 0 && steps < of) {
                double seconds = (System.nanoTime() - began) / 1e9;
                say.accept(String.format(
                        Locale.ROOT,
                        "  %d of %d steps, %.1f a second, %.0f s left",
                        steps,
                        of,
                        steps / seconds,
                        seconds / steps * (of - steps)));
            }
        };
        try {
            List<Player> people = demo.play(running, url, issuer, clock::leapTo, progress);
            Demo.catchUp(running, REAL.instant(), clock::leapTo);
            clock.catchUp();
            SignIns signIns = new SignIns(scenario.title(), url, people);
            write(home, signIns);
            tell(home, signIns, say);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while playing the demo", e);
        }
    }

    /** The sign-ins of the demo that was played into this folder before. */
    static Optional<SignIns> playedBefore(Path home) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(home)), SignIns.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static void tell(Path home, SignIns signIns, Consumer<String> say) {
        say.accept("Who can sign in (%s has their API credentials, too):".formatted(file(home)));
        for (Player person : signIns.people()) {
            say.accept(
                    "  %-18s %-9s %-26s %s".formatted(person.name(), person.side(), person.email(), person.password()));
        }
    }

    private static void write(Path home, SignIns signIns) {
        try {
            Path draft = Files.createTempFile(
                    home,
                    ".demo",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(signIns));
            Files.move(draft, file(home), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path home) {
        return home.resolve("demo.json");
    }
}
