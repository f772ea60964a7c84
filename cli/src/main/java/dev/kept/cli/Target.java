package dev.kept.cli;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kept and which ledger a command is for: options, else variables, else the profile. */
final class Target {

    static final String URL = "KEPT_URL";
    static final String CLIENT_ID = "KEPT_CLIENT_ID";
    static final String CLIENT_SECRET = "KEPT_CLIENT_SECRET";

    private static final String LEDGER = "KEPT_LEDGER";
    private static final String PROFILE = "KEPT_PROFILE";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile to use; else KEPT_PROFILE, else 'default'. Without it the variables KEPT_URL,"
                    + " KEPT_CLIENT_ID and KEPT_CLIENT_SECRET count before any profile.")
    private @Nullable String profile;

    @Option(
            names = "--ledger",
            paramLabel = "ID",
            description = "The ledger; else KEPT_LEDGER, else the one of the profile.")
    private @Nullable UUID ledger;

    Access open(World world) {
        return Access.open(profile(world));
    }

    /** The ledger that is named somewhere. */
    UUID ledger(World world) {
        if (ledger != null) {
            return ledger;
        }
        String named = world.variable(LEDGER);
        if (named == null) {
            named = profile(world).ledger();
        }
        if (named == null) {
            throw new Failure(
                    ExitCode.USAGE, "Name the ledger by --ledger or KEPT_LEDGER. 'kept list ledgers' shows yours.");
        }
        try {
            return UUID.fromString(named);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "This is not a ledger's id: " + named, e);
        }
    }

    private Profile profile(World world) {
        return profile == null && world.variable(CLIENT_ID) != null ? ofVariables(world) : ofFile(world);
    }

    private static Profile ofVariables(World world) {
        List<String> missing = List.of(URL, CLIENT_SECRET).stream()
                .filter(name -> world.variable(name) == null)
                .toList();
        if (!missing.isEmpty()) {
            throw new Failure(ExitCode.USAGE, CLIENT_ID + " is set, but not " + String.join(" and ", missing) + ".");
        }
        return new Profile(value(world, URL), value(world, CLIENT_ID), value(world, CLIENT_SECRET), null);
    }

    private static String value(World world, String name) {
        String value = world.variable(name);
        return value == null ? "" : value;
    }

    private Profile ofFile(World world) {
        String name = profile;
        if (name == null) {
            name = world.variable(PROFILE);
        }
        if (name == null) {
            name = Profiles.DEFAULT;
        }
        Profiles profiles = new Profiles(world.configuration());
        Map<String, Profile> all = profiles.all();
        Profile found = all.get(name);
        if (found == null) {
            throw new Failure(
                    ExitCode.NOT_SIGNED_IN,
                    "There is no profile '" + name + "' in " + profiles.file() + ". Sign in first: kept login --url URL"
                            + " --client-id ID");
        }
        return found;
    }
}
