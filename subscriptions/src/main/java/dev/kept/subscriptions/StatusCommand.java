package dev.kept.subscriptions;

import dev.kept.http.status.StatusReport;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code status}, beside the running service and with its settings: the service's image started with that word. */
final class StatusCommand {

    private static final int REFUSED = 2;

    private StatusCommand() {}

    /** Returns the exit code: 0 when nothing is to be done. */
    static int execute(String[] arguments, PrintStream out, PrintStream err) {
        if (!Arrays.equals(arguments, new String[] {"status"})) {
            err.println("The only command here is 'status', and it takes no options.");
            return REFUSED;
        }
        try (ConfigurableApplicationContext settings = new SpringApplicationBuilder(StatusCommand.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("logging.level.root=warn")
                .run()) {
            SubscriptionsDatabase database = new SubscriptionsProperties(settings.getEnvironment()).database();
            return new StatusReport()
                    .add(SubscriptionsStatus.of(database.url(), database.username(), database.password()))
                    .print(new PrintWriter(out, true, StandardCharsets.UTF_8));
        } catch (IllegalStateException missing) {
            err.println(missing.getMessage());
            return REFUSED;
        }
    }
}
