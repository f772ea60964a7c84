package dev.kept.cli;

import picocli.CommandLine.Command;

@Command(
        name = "import",
        description =
                "Put forward what stands in files. Nothing becomes a fact by it: the other side agrees to each, or does"
                        + " not. Run twice, it records once.")
final class Import {}
