package dev.kept.commitments.erasure;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Text;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What {@code erase} takes on a command line, and what it does once the event store is found. */
public final class EraseOptions {

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

    /**
     * Refuses what cannot be right, before anything is started for it.
     *
     * @throws CannotErase with the reason
     */
    public void check() {
        if (reference.isBlank() || reference.length() > LONGEST_REFERENCE || !Text.isWellFormed(reference)) {
            throw new CannotErase(
                    "--ground-law must be a reference of 1 to %d characters.".formatted(LONGEST_REFERENCE));
        }
    }

    /**
     * Records the erasure and says as which entry.
     *
     * @param opening opens the ledgers, which is closed again
     * @throws CannotErase when a rule forbids it or the store does not answer
     */
    public void run(Supplier<ErasureStore> opening, PrintWriter console) {
        check();
        try (ErasureStore store = opening.get()) {
            long recorded = new LawfulErasure(store)
                    .erase(ledger, entry, fields.stream().distinct().toList(), reference);
            console.println("Recorded as entry %d of ledger %s.".formatted(recorded, ledger));
            console.println("The texts go from PostgreSQL and Kafka as soon as Kept runs.");
            console.flush();
        } catch (Rejected rejected) {
            throw new CannotErase("%s (%s %s)".formatted(rejected.getMessage(), rejected.code(), rejected.facts()));
        } catch (StoreUnavailable unavailable) {
            throw new CannotErase(String.valueOf(unavailable.getMessage()));
        }
    }
}
