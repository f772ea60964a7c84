package dev.kept.cli;

import dev.kept.client.api.DecisionsApi;
import dev.kept.client.api.DecisionsApi.APIProposeDecisionRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "adr",
        description = {
            "Put forward the decisions of a folder of architecture decision records (MADR, or Nygard's form).",
            "Files are named NNNN-title.md or YYYYMMDD-title.md. Of those, what is accepted or proposed is put forward;"
                    + " what has another status, such as superseded, is passed over."
        })
final class ImportAdr implements Callable<Integer> {

    private final World world;

    @Mixin
    private Importing importing = new Importing();

    @Parameters(paramLabel = "DIR", description = "The folder, or one file of it.")
    private Path folder = Path.of(".");

    @Option(
            names = "--link-base",
            paramLabel = "URL",
            description = "Where the files can be read; each decision links to its own below it.")
    private @Nullable String linkBase;

    ImportAdr(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        return importing.run(
                world,
                "adr",
                AdrFolder.read(folder, linkBase),
                (client, ledger, proposal, key) -> Importing.Put.of(new DecisionsApi(client)
                        .proposeDecision(APIProposeDecisionRequest.newBuilder()
                                .ledger(ledger)
                                .proposeDecisionBody(proposal.body())
                                .idempotencyKey(key)
                                .build())));
    }
}
