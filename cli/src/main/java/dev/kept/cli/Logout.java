package dev.kept.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "logout",
        description = "Delete a profile. The credential is good until it is revoked under 'Account' on the pages.")
final class Logout implements Callable<Integer> {

    private final World world;

    @Option(names = "--profile", paramLabel = "NAME", description = "Which one (default: default).")
    private String profile = Profiles.DEFAULT;

    Logout(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (!new Profiles(world.configuration()).remove(profile)) {
            throw new Failure(ExitCode.USAGE, "There is no profile '" + profile + "'.");
        }
        world.out().println("Profile '" + Harmless.line(profile) + "' is deleted.");
        return ExitCode.DONE;
    }
}
