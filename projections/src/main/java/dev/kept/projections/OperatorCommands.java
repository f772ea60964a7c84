package dev.kept.projections;

import dev.kept.http.status.StatusReport;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.rebuild.ProgressBar;
import dev.kept.projections.store.rebuild.Rebuild;
import dev.kept.projections.store.rebuild.RebuildFailed;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code rebuild} and {@code status}, beside the running service and with its settings: the service's image started with that word. */
final class OperatorCommands {

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private OperatorCommands() {}

    /** Returns the exit code: 0 when the new read models serve, or nothing is to be done. */
    static int execute(String[] arguments, PrintStream out, PrintStream err) {
        boolean status = Arrays.equals(arguments, new String[] {"status"});
        if (!status && !Arrays.equals(arguments, new String[] {"rebuild"})) {
            err.println("The commands here are 'rebuild' and 'status', and they take no options.");
            return REFUSED;
        }
        try (ConfigurableApplicationContext settings = new SpringApplicationBuilder(OperatorCommands.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(
                        "logging.level.root=warn",
                        // Warns of every partition that was read to its end while an answer was on its way.
                        "logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils=error")
                .run()) {
            ProjectionsProperties properties = new ProjectionsProperties(settings.getEnvironment());
            PrintWriter console = new PrintWriter(out, true, StandardCharsets.UTF_8);
            if (status) {
                return new StatusReport()
                        .add(ReadSideStatus.of(
                                properties.database(), properties.ingest().kafka()))
                        .print(console);
            }
            new Rebuild(properties.migration(), properties.ingest().kafka(), Kinds.FOLDS, new ProgressBar(console))
                    .run();
            return 0;
        } catch (RebuildFailed failed) {
            err.println(failed.getMessage());
            return FAILED;
        } catch (IllegalStateException missing) {
            err.println(missing.getMessage());
            return REFUSED;
        }
    }
}
