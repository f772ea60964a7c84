package dev.kept.accounts;

import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.http.status.StatusReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What an operator does beside the running service, with its settings: the service's image started with a command. */
@Command(
        name = "accounts",
        description = "Accounts of people. Starts the service when nothing is named.",
        mixinStandardHelpOptions = true)
public final class AccountsCommand implements Callable<Integer> {

    private static final int REFUSED = 2;
    private static final String STATUS = "status";

    @Mixin
    private final AccountsOptions options = new AccountsOptions();

    @Spec
    private @Nullable CommandSpec command;

    private AccountsCommand() {}

    /** Settings of the service begin with two hyphens; anything else is meant as a command. */
    public static boolean names(String[] arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("--") || arguments[0].equals("--help"));
    }

    public static int execute(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals(STATUS)
                ? new CommandLine(new Status()).execute(Arrays.copyOfRange(arguments, 1, arguments.length))
                : commandLine().execute(arguments);
    }

    @Command(name = STATUS, description = "Says what waits, and what to do.", mixinStandardHelpOptions = true)
    private static final class Status implements Callable<Integer> {

        @Override
        public Integer call() {
            return withSettings(settings -> {
                AccountsSettings.Login login = settings.database().login();
                return new StatusReport()
                        .add(AccountsStatus.of(settings.database().url(), login.username(), login.password()))
                        .print(new PrintWriter(System.out, true));
            });
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new AccountsCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CannotChangeAccount || failure instanceof IllegalStateException) {
                command.getErr().println(failure.getMessage());
                return REFUSED;
            }
            throw failure;
        });
    }

    @Override
    public Integer call() {
        options.check();
        return withSettings(settings -> {
            AccountsSettings.Login login = settings.database().login();
            options.run(
                    () -> new OperatorAccounts(
                            settings.database().url(), login.username(), login.password(), Clock.systemUTC()),
                    settings.publicUrl().toString(),
                    console());
            return 0;
        });
    }

    private static int withSettings(ToIntFunction<AccountsSettings> command) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(AccountsCommand.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("logging.level.root=warn", "kept.oauth.issuer=${kept.public-url}")
                .run()) {
            return command.applyAsInt(AccountsSettings.from(context.getEnvironment()));
        }
    }

    private PrintWriter console() {
        return command == null
                ? new PrintWriter(System.out, true)
                : command.commandLine().getOut();
    }
}
