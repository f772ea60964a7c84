package dev.kept.cli;

import dev.kept.client.ApiException;
import dev.kept.client.api.LedgersApi;
import dev.kept.client.api.LedgersApi.APIListLedgersRequest;
import dev.kept.client.model.LedgerBrief;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "login",
        description = {
            "Check a credential and keep it as a profile.",
            "The secret is asked for at the terminal, or read from a file or the standard input: on the command line"
                    + " others could see it."
        })
final class Login implements Callable<Integer> {

    private final World world;

    @Option(names = "--url", required = true, paramLabel = "URL", description = "Where Kept is.")
    private String url = "";

    @Option(names = "--client-id", required = true, paramLabel = "ID", description = "The credential's client id.")
    private String clientId = "";

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file whose first line is the secret; '-' is the standard input.")
    private @Nullable String secretFile;

    @Option(names = "--profile", paramLabel = "NAME", description = "What the profile is called (default: default).")
    private String profile = Profiles.DEFAULT;

    @Option(
            names = "--ledger",
            paramLabel = "ID",
            description = "The ledger that commands are for unless told otherwise; the only one, where there is one.")
    private @Nullable UUID ledger;

    Login(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws ApiException {
        String secret = secret();
        if (secret.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "The secret is empty.");
        }
        Access access = Access.open(new Profile(url, clientId, secret, null));
        List<LedgerBrief> ledgers;
        try {
            ledgers = new LedgersApi(access.client())
                    .listLedgers(APIListLedgersRequest.newBuilder().limit(2).build())
                    .getItems();
        } catch (ApiException e) {
            throw Refusals.of(access.url(), e);
        }
        UUID chosen = ledger;
        if (chosen == null && ledgers.size() == 1) {
            chosen = ledgers.getFirst().getLedger();
        }
        Profiles profiles = new Profiles(world.configuration());
        profiles.put(profile, new Profile(access.url(), clientId, secret, chosen == null ? null : chosen.toString()));
        world.out()
                .println("Signed in to " + access.url() + "; profile '" + Harmless.line(profile) + "' is in "
                        + profiles.file() + (chosen == null ? "." : ", for ledger " + chosen + "."));
        return ExitCode.DONE;
    }

    private String secret() {
        if (secretFile == null) {
            char[] typed = world.console().ask("Secret: ");
            if (typed == null) {
                throw new Failure(
                        ExitCode.USAGE,
                        "There is no terminal to ask for the secret: name a file by --secret-file, or '-' for the"
                                + " standard input.");
            }
            return new String(typed).strip();
        }
        if (secretFile.equals("-")) {
            return world.secretFromInput();
        }
        try {
            return Files.readString(Path.of(secretFile))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, secretFile + " cannot be read: " + e.getMessage(), e);
        }
    }
}
