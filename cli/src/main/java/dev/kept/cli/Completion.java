package dev.kept.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that lets bash or zsh complete commands and options: source <(kept completion)")
final class Completion implements Callable<Integer> {

    private final World world;

    @Spec
    private @Nullable CommandSpec spec;

    Completion(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            world.out().println(AutoComplete.bash("kept", spec.root().commandLine()));
        }
        return ExitCode.DONE;
    }
}
