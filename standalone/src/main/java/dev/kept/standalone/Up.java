package dev.kept.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything, and stops it when told to. */
@Command(
        name = "up",
        description = "Starts Kept with its PostgreSQL and its Kafka broker; Ctrl-C stops it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Up implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "Where to listen; 0 for any free port.")
    private int port = 8080;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "The network address to listen on; 0.0.0.0 for all of this machine's.")
    private String address = "127.0.0.1";

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where people reach Kept, if not at http://localhost and the port.")
    private @Nullable String publicUrl;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "The OpenID provider whose tokens count, if not Kept's own accounts.",
            defaultValue = "${env:KEPT_OAUTH_ISSUER}",
            showDefaultValue = Help.Visibility.NEVER)
    private @Nullable String issuer;

    @Option(
            names = "--demo",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "SCENARIO",
            description =
                    "Plays a scenario of commands, if the data folder does not have one yet: ten weeks of two teams and"
                            + " a mediator, or the YAML file given.")
    private @Nullable String demo;

    @Option(
            names = "--archive",
            paramLabel = "FOLDER",
            description =
                    "Also copies PostgreSQL's log there, at the latest each minute, best on another disk: with a backup, 'restore"
                            + " --archive' brings back any moment since. Remembered in the data folder; 'none' ends it.",
            showDefaultValue = Help.Visibility.NEVER)
    private @Nullable String archive;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept.",
            defaultValue = "${sys:kept.data:-.kept}")
    private Path data = Path.of(".kept");

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        if (demo != null && issuer != null) {
            throw new Refused(
                    "The demo signs its people up with Kept's own accounts: --demo and --issuer do not go together.");
        }
        DemoRun demoRun = demo == null ? null : DemoRun.of(demo);
        Standalone kept = new Standalone(data, address, port, publicUrl, issuer, demoRun, Kept.console(command))
                .archiving(archive);
        Runtime.getRuntime().addShutdownHook(new Thread(kept::close, "stop"));
        kept.start();
        new CountDownLatch(1).await();
        return 0;
    }
}
