package dev.kept.commitments;

import dev.kept.commitments.aggregate.OperatorLedgers;
import dev.kept.commitments.erasure.CannotErase;
import dev.kept.commitments.erasure.EraseOptions;
import dev.kept.commitments.eventstore.StoreLogins;
import dev.kept.commitments.eventstore.StoreMigration;
import dev.kept.commitments.key.CannotChangeKey;
import dev.kept.commitments.key.KeyFile;
import dev.kept.commitments.key.RotateKeyOptions;
import dev.kept.commitments.reconcile.CannotReconcile;
import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.ReconcileOptions;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.http.status.StatusReport;
import dev.kept.transparency.verify.Verify;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What an operator does beside the running service, with its settings: the service's image started with a command. */
@Command(
        name = "commitments-service",
        description = "The write side of Kept. Starts the service when no command is named.",
        subcommands = {
            OperatorCommands.Telling.class,
            OperatorCommands.Migrating.class,
            OperatorCommands.Reconciling.class,
            OperatorCommands.Erasing.class,
            OperatorCommands.RotatingKey.class,
            OperatorCommands.Verifying.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "[COMMAND]")
final class OperatorCommands {

    private static final int REFUSED = 2;

    private OperatorCommands() {}

    /** Settings of the service begin with two hyphens; anything else is meant as a command. */
    static boolean names(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("--");
    }

    static int execute(String[] arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new OperatorCommands()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CannotReconcile
                    || failure instanceof CannotErase
                    || failure instanceof CannotChangeKey
                    || failure instanceof IllegalStateException) {
                command.getErr().println(failure.getMessage());
                return REFUSED;
            }
            throw failure;
        });
    }

    @Command(
            name = "status",
            description = "Tells how the write side stands; ends with 1 when something does not go by itself.",
            mixinStandardHelpOptions = true)
    static final class Telling implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec command;

        @Override
        public Integer call() {
            return withSettings(environment -> {
                StoreLogins logins = StoreLogins.from(environment);
                StoreLogins.Login login = logins.application();
                return new StatusReport()
                        .add(WriteSideStatus.of(logins.jdbcUrl(), login.username(), login.password()))
                        .print(console(command));
            });
        }
    }

    @Command(
            name = "migrate",
            description = "Brings the event store's schema up to date, with the rights of its owner"
                    + " (kept.commitments.migration.*). The service then runs without them.",
            mixinStandardHelpOptions = true)
    static final class Migrating implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec command;

        @Override
        public Integer call() {
            return within(Migrations.class, context -> {
                StoreMigration.run(
                        context.getEnvironment(),
                        context.getBeanProvider(JavaMigration.class).stream().toArray(JavaMigration[]::new));
                console(command).println("The event store's schema is up to date.");
                return 0;
            });
        }
    }

    /** The migrations that packages keep themselves. */
    @ComponentScan(
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = JavaMigration.class))
    static final class Migrations {}

    @Command(
            name = "reconcile",
            description = "Compares the event store with Kafka entry by entry; ends with 1 when they differ.",
            mixinStandardHelpOptions = true)
    static final class Reconciling implements Callable<Integer> {

        @Mixin
        private final ReconcileOptions options = new ReconcileOptions();

        @Spec
        private @Nullable CommandSpec command;

        @Override
        public Integer call() {
            return withSettings(environment -> {
                StoreLogins logins = StoreLogins.from(environment);
                return options.run(
                        store(logins, logins.application()),
                        store(logins, StoreLogins.owner(environment)),
                        Binder.get(environment).bindOrCreate("kept.kafka", KafkaSettings.class),
                        console(command));
            });
        }

        private static Reconcile.Store store(StoreLogins logins, StoreLogins.Login login) {
            return new Reconcile.Store(logins.jdbcUrl(), login.username(), login.password());
        }
    }

    @Command(
            name = "erase",
            description = "Erases texts of an entry by law. The entry stays, and another one says that it happened.",
            mixinStandardHelpOptions = true)
    static final class Erasing implements Callable<Integer> {

        @Mixin
        private final EraseOptions options = new EraseOptions();

        @Spec
        private @Nullable CommandSpec command;

        @Override
        public Integer call() {
            return withSettings(environment -> {
                StoreLogins logins = StoreLogins.from(environment);
                StoreLogins.Login login = logins.application();
                options.run(
                        () -> new OperatorLedgers(
                                logins.jdbcUrl(), login.username(), login.password(), Clock.systemUTC()),
                        console(command));
                return 0;
            });
        }
    }

    @Command(
            name = "rotate-key",
            description =
                    "Lets a new key take the place of kept.commitments.signing-key, while the service does not run.",
            mixinStandardHelpOptions = true)
    static final class RotatingKey implements Callable<Integer> {

        @Mixin
        private final RotateKeyOptions options = new RotateKeyOptions();

        @Option(
                names = "--new-key-file",
                required = true,
                paramLabel = "FILE",
                description = "Holds the new key, and is made where there is none: afterwards set its content as"
                        + " kept.commitments.signing-key.")
        private Path newKeyFile = Path.of("");

        @Spec
        private @Nullable CommandSpec command;

        @Override
        public Integer call() {
            return withSettings(environment -> {
                StoreLogins logins = StoreLogins.from(environment);
                StoreLogins.Login login = logins.application();
                PrintWriter console = console(command);
                options.run(
                        logins.jdbcUrl(),
                        login.username(),
                        login.password(),
                        () -> new OperatorLedgers(
                                logins.jdbcUrl(), login.username(), login.password(), Clock.systemUTC()),
                        options.oldKeyLost()
                                ? null
                                : KeyFile.ofSetting(environment.getProperty("kept.commitments.signing-key")),
                        KeyFile.readOrMake(newKeyFile),
                        console);
                console.println("Set what the file %s holds as kept.commitments.signing-key, then start the service."
                        .formatted(newKeyFile));
                console.flush();
                return 0;
            });
        }
    }

    @Command(
            name = "verify",
            description = "Checks a ledger's export offline, as kept-verify.jar does; --help names its options.")
    static final class Verifying implements Callable<Integer> {

        @Unmatched
        private final List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() {
            return Verify.run(
                    arguments,
                    new PrintStream(System.out, true, StandardCharsets.UTF_8),
                    new PrintStream(System.err, true, StandardCharsets.UTF_8));
        }
    }

    /** The settings as the service reads them, without the service. */
    private static int withSettings(Function<Environment, Integer> command) {
        return within(OperatorCommands.class, context -> command.apply(context.getEnvironment()));
    }

    private static int within(Class<?> source, Function<ApplicationContext, Integer> command) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(source)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(
                        "logging.level.root=warn",
                        // Warns of every partition that was read to its end while an answer was on its way.
                        "logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils=error")
                .run()) {
            return command.apply(context);
        }
    }

    private static PrintWriter console(@Nullable CommandSpec command) {
        return command == null
                ? new PrintWriter(System.out, true)
                : command.commandLine().getOut();
    }
}
