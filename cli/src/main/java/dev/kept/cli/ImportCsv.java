package dev.kept.cli;

import dev.kept.client.api.CommitmentsApi;
import dev.kept.client.api.CommitmentsApi.APIRequestCommitmentRequest;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "csv",
        description = {
            "Ask the other side for the commitments of a table; each is open once that side accepts.",
            "What your own side owes, it promises by itself: the other side imports these rows, or use 'kept commit'.",
            "Columns: title and due; zone, details, conditions, evaluation, monitor, confirmationDays and id may be there"
                    + " too. A row's id, else its words, says whether it was imported before."
        })
final class ImportCsv implements Callable<Integer> {

    private final World world;

    @Mixin
    private Importing importing = new Importing();

    @Parameters(
            paramLabel = "FILE",
            description = "The table, in UTF-8, with the names of its columns in the first line.")
    private Path file = Path.of(".");

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "IANA time zone of rows without one; this machine's when absent.")
    private String zone = ZoneId.systemDefault().getId();

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description = "Between cells (default: a comma).",
            defaultValue = ",")
    private char separator = ',';

    ImportCsv(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        return importing.run(
                world,
                "csv",
                CommitmentTable.read(file, separator, zone),
                (client, ledger, body, key) -> new CommitmentsApi(client)
                        .requestCommitment(APIRequestCommitmentRequest.newBuilder()
                                .ledger(ledger)
                                .termsBody(body)
                                .idempotencyKey(key)
                                .build()));
    }
}
