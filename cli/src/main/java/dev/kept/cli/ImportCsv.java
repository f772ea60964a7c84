package dev.kept.cli;

import dev.kept.client.ApiClient;
import dev.kept.client.ApiException;
import dev.kept.client.api.CommitmentsApi;
import dev.kept.client.api.CommitmentsApi.APIRequestCommitmentRequest;
import dev.kept.client.api.DraftsApi;
import dev.kept.client.api.DraftsApi.APIKeepDraftRequest;
import dev.kept.client.model.Draft;
import dev.kept.client.model.KeepDraftBody;
import dev.kept.client.model.TermsBody;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "csv",
        description = {
            "Ask the other side for the commitments of a table; each is open once that side accepts.",
            "Rows whose owedBy is 'us' are what your own side owes: each is kept as a draft of yours, which only you see"
                    + " and release, because it would be in force at once.",
            "Columns: title and due; zone, details, conditions, evaluation, monitor, confirmationDays, owedBy (us or them;"
                    + " them when empty) and id may be there too. A row's id, else its words, says whether it was imported"
                    + " before."
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
                (client, ledger, row, key) ->
                        row.own() ? draft(client, ledger, row.body(), key) : request(client, ledger, row.body(), key));
    }

    private static Importing.Put request(ApiClient client, UUID ledger, TermsBody terms, String key)
            throws ApiException {
        return Importing.Put.of(new CommitmentsApi(client)
                .requestCommitment(APIRequestCommitmentRequest.newBuilder()
                        .ledger(ledger)
                        .termsBody(terms)
                        .idempotencyKey(key)
                        .build()));
    }

    /** Its author reads it once more and releases it, which no import does. */
    private static Importing.Put draft(ApiClient client, UUID ledger, TermsBody terms, String key) throws ApiException {
        Draft kept = new DraftsApi(client)
                .keepDraft(APIKeepDraftRequest.newBuilder()
                        .keepDraftBody(new KeepDraftBody()
                                .path("/api/ledgers/" + ledger + "/commitments")
                                .body(Answers.fields(terms))
                                .coolsUntil("none")
                                .zone(terms.getZone()))
                        .idempotencyKey(key)
                        .build());
        return new Importing.Put(kept.getDraft(), null);
    }
}
