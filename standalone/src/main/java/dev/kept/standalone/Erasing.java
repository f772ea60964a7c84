package dev.kept.standalone;

import dev.kept.commitments.erasure.LawfulErasure;
import dev.kept.commitments.eventstore.OperatorStore;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.ledger.Rejected;
import dev.kept.events.Text;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Erases texts because the law demands it, also while Kept runs. Both sides see that it happened, and on which ground. */
@Command(
        name = "erase",
        description = "Erases texts of an entry by law. The entry stays, and another one says that it happened.",
        mixinStandardHelpOptions = true)
final class Erasing implements Callable<Integer> {

    private static final int LONGEST_REFERENCE = 200;

    @Option(names = "--ledger", required = true, paramLabel = "UUID", description = "The ledger.")
    private UUID ledger = new UUID(0, 0);

    @Option(
            names = "--entry",
            required = true,
            paramLabel = "SEQUENCE",
            description = "The entry that holds the texts.")
    private long entry;

    @Option(
            names = "--field",
            required = true,
            paramLabel = "PLACE",
            description = "A text's place in the entry's data, e.g. terms/details; may be repeated.")
    private List<String> fields = List.of();

    @Option(
            names = "--ground-law",
            required = true,
            paramLabel = "REFERENCE",
            description = "The law or the decision, and nothing of the record: it is shown to both sides.")
    private String reference = "";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept.",
            defaultValue = "${sys:kept.data:-.kept}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.ALWAYS)
    private Path data = Path.of(".kept");

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        if (reference.isBlank() || reference.length() > LONGEST_REFERENCE || !Text.isWellFormed(reference)) {
            throw new Refused("--ground-law must be a reference of 1 to %d characters.".formatted(LONGEST_REFERENCE));
        }
        PrintWriter console = Kept.console(command);
        try (Workplace workplace = Workplace.in(data, "erase", console)) {
            KeptDatabase database = workplace.servers().database();
            Credentials role = database.commitmentsApp();
            try (OperatorStore store =
                    new OperatorStore(database.jdbcUrl(), role.username(), role.password(), Clock.systemUTC())) {
                long recorded = new LawfulErasure(store)
                        .erase(ledger, entry, fields.stream().distinct().toList(), reference);
                console.println("Recorded as entry %d of ledger %s.".formatted(recorded, ledger));
                console.println("The texts go from PostgreSQL and Kafka as soon as Kept runs.");
                console.flush();
                return 0;
            }
        } catch (Rejected rejected) {
            throw new Refused("%s (%s %s)".formatted(rejected.getMessage(), rejected.code(), rejected.facts()));
        } catch (StoreUnavailable unavailable) {
            throw new Refused(String.valueOf(unavailable.getMessage()));
        }
    }
}
