package dev.kept.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./kept crash} as a test, every time with another seed, which it prints; {@code -Dkept.crash.seed} gives one. */
@Tag("long")
class CrashCyclesTest {

    private static final int CYCLES = 20;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whatever_is_killed_or_halted_whatever_was_acknowledged_is_there_once() throws Exception {
        long seed = Long.getLong("kept.crash.seed", Clock.systemUTC().millis());
        PrintWriter out = new PrintWriter(System.out, true);

        boolean well = new Cycles(folder, seed, 1, CYCLES, List.of(Fault.values()), CrashPoint.underLoad(), out).run();

        assertThat(well).as("all is well, seed " + seed).isTrue();
    }
}
