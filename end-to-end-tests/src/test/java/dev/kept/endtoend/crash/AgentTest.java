package dev.kept.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.crash.agent.CrashAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a JVM of its own, which says what time it is whenever it is asked. */
class AgentTest {

    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** What that JVM runs. */
    static final class Speaking {
        public static void main(String[] arguments) throws IOException {
            InstantSource own = InstantSource.system();
            Clock clock = Clock.systemUTC();
            while (System.in.read() >= 0) {
                System.out.println(clock.instant() + " " + own.instant() + " " + Instant.now() + " "
                        + Instant.ofEpochMilli(clock.millis()));
            }
        }
    }

    private static Path classes() {
        try {
            return Path.of(CrashAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process speaking(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+EnableDynamicAgentLoading"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes().toString(), Speaking.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void requireWrongBy(Duration wrong, Process speaking, BufferedReader said) throws IOException {
        speaking.getOutputStream().write('\n');
        speaking.getOutputStream().flush();
        Instant expected = Clock.systemUTC().instant().plus(wrong);
        for (String instant : said.readLine().split(" ", -1)) {
            assertThat(Instant.parse(instant)).isBetween(expected.minus(A_MINUTE), expected.plus(A_MINUTE));
        }
    }

    @Test
    void sets_the_clock_of_a_jvm_that_runs_and_puts_it_right() throws IOException {
        Process speaking = speaking();
        try (BufferedReader said = speaking.inputReader()) {
            requireWrongBy(Duration.ZERO, speaking, said);
            assertThat(Agent.tell(speaking.toHandle(), Agent.clock(TWO_HOURS))).isTrue();
            requireWrongBy(TWO_HOURS, speaking, said);
            assertThat(Agent.tell(speaking.toHandle(), Agent.clock(TWO_HOURS.negated())))
                    .isTrue();
            requireWrongBy(TWO_HOURS.negated(), speaking, said);
            assertThat(Agent.tell(speaking.toHandle(), Agent.clock(Duration.ZERO)))
                    .isTrue();
            requireWrongBy(Duration.ZERO, speaking, said);
        } finally {
            speaking.destroyForcibly();
        }
    }

    @Test
    void sets_the_clock_of_a_jvm_that_starts() throws IOException {
        Process speaking = speaking(Agent.option(Agent.clock(TWO_HOURS)));
        try (BufferedReader said = speaking.inputReader()) {
            requireWrongBy(TWO_HOURS, speaking, said);
        } finally {
            speaking.destroyForcibly();
        }
    }
}
