package dev.kept.standalone;

import dev.kept.accounts.AccountsOptions;
import dev.kept.accounts.OperatorAccounts;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists, helps and closes accounts, also while Kept runs: where no mail is sent, the operator is who helps. */
@Command(
        name = ManagingAccounts.NAME,
        description =
                "Lists accounts, makes one, makes a link that sets a new password, confirms an address, or closes an"
                        + " account.",
        mixinStandardHelpOptions = true)
final class ManagingAccounts extends DataCommand {

    static final String NAME = "accounts";

    @Mixin
    private final AccountsOptions options = new AccountsOptions();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where people reach Kept, for links; where it runs, or was started first, when not given.")
    private @Nullable String publicUrl;

    ManagingAccounts() {
        super(NAME);
    }

    @Override
    void check() {
        options.check();
    }

    @Override
    int run(Workplace workplace, PrintWriter console) {
        KeptDatabase database = workplace.servers().database();
        Credentials role = database.accountsOwner();
        options.run(
                () -> new OperatorAccounts(database.jdbcUrl(), role.username(), role.password(), Clock.systemUTC()),
                publicUrl == null ? address() : publicUrl,
                console);
        return 0;
    }

    private String address() {
        return DataFolder.running(home()).map(Running::url).orElseGet(() -> {
            // Asked only where there is one: asking sets it for good.
            if (Files.notExists(home().resolve("issuer"))) {
                throw new Refused("Say with --public-url where people reach Kept.");
            }
            return DataFolder.issuer(home(), "");
        });
    }
}
