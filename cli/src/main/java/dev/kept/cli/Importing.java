package dev.kept.cli;

import dev.kept.client.ApiClient;
import dev.kept.client.ApiException;
import dev.kept.client.api.ProofsApi;
import dev.kept.client.api.ProofsApi.APIGetTreeHeadRequest;
import dev.kept.client.model.RecordedCreation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every import does with what it found: refuse the files, show it, or put it forward. */
final class Importing {

    @Mixin
    private Target target = new Target();

    @Mixin
    private Answers answers = new Answers();

    @Option(
            names = "--dry-run",
            description = "Show what would be put forward, and record nothing. Needs neither a profile nor a network.")
    private boolean dryRun;

    /** Puts one thing forward. */
    interface Putting<B> {
        Put forward(ApiClient client, UUID ledger, Found.Proposal<B> proposal, String key) throws ApiException;
    }

    /**
     * What was put forward.
     *
     * @param sequence of its entry; null for a draft, which has none
     */
    record Put(UUID id, @Nullable Long sequence) {
        static Put of(RecordedCreation recorded) {
            return new Put(recorded.getId(), recorded.getSequence());
        }
    }

    /** What became of one proposal, with the API's own names. */
    private record Outcome(
            String file,
            int line,
            String outcome,
            @Nullable String id,
            @Nullable Long sequence,
            String title,
            @Nullable Object body,
            @Nullable String problem) {}

    <B> int run(World world, String kind, Found<B> found, Putting<B> putting) {
        found.passedOver().forEach(remark -> world.err().println(Harmless.line("Passed over: " + remark)));
        if (!found.errors().isEmpty()) {
            found.errors().forEach(remark -> world.err().println(Harmless.line(remark.toString())));
            throw new Failure(
                    ExitCode.REFUSED,
                    "Nothing was recorded: " + errors(found.errors().size()) + ".");
        }
        if (found.proposals().isEmpty()) {
            throw new Failure(ExitCode.REFUSED, "There is nothing to put forward.");
        }
        List<Outcome> outcomes = dryRun ? shown(found) : recorded(world, kind, found, putting);
        if (answers.asJson()) {
            Answers.json(world, Map.of("items", outcomes));
        } else {
            print(world, outcomes);
        }
        List<Outcome> refused =
                outcomes.stream().filter(outcome -> outcome.problem() != null).toList();
        refused.forEach(outcome ->
                world.err().println(Harmless.lines(outcome.file() + ":" + outcome.line() + ": " + outcome.problem())));
        return refused.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static String errors(int number) {
        return number == 1 ? "one error" : number + " errors";
    }

    private static <B> List<Outcome> shown(Found<B> found) {
        return found.proposals().stream()
                .map(proposal -> new Outcome(
                        proposal.file(),
                        proposal.line(),
                        proposal.own() ? "would-be-kept-as-draft" : "would-be-put-forward",
                        null,
                        null,
                        proposal.title(),
                        found.bodyOf(proposal),
                        null))
                .toList();
    }

    private <B> List<Outcome> recorded(World world, String kind, Found<B> found, Putting<B> putting) {
        UUID ledger = target.ledger(world);
        Access access = target.open(world);
        ApiClient client = access.client();
        long head = head(client, ledger);
        List<Outcome> outcomes = new ArrayList<>();
        for (Found.Proposal<B> proposal : found.proposals()) {
            outcomes.add(put(world, access, client, ledger, kind, proposal, head, putting));
        }
        return outcomes;
    }

    private static <B> Outcome put(
            World world,
            Access access,
            ApiClient client,
            UUID ledger,
            String kind,
            Found.Proposal<B> proposal,
            long head,
            Putting<B> putting) {
        try {
            Put recorded = Recording.under(
                    world, key(kind, proposal.id()), key -> putting.forward(client, ledger, proposal, key));
            return new Outcome(
                    proposal.file(),
                    proposal.line(),
                    outcome(recorded.sequence(), head),
                    recorded.id().toString(),
                    recorded.sequence(),
                    proposal.title(),
                    null,
                    null);
        } catch (ApiException e) {
            Failure failure = Refusals.of(access.url(), e);
            if (failure.exitCode() != ExitCode.REFUSED) {
                throw new Failure(
                        failure.exitCode(),
                        failure.sentences() + "\nStopped at " + proposal.file() + ":" + proposal.line()
                                + ". Run the same import again: what was recorded is not recorded twice.",
                        e);
            }
            return new Outcome(
                    proposal.file(),
                    proposal.line(),
                    "refused",
                    null,
                    null,
                    proposal.title(),
                    null,
                    sentences(failure));
        }
    }

    private static String outcome(@Nullable Long sequence, long head) {
        if (sequence == null) {
            return "kept-as-draft";
        }
        return sequence <= head ? "put-forward-before" : "put-forward";
    }

    private static String sentences(Failure failure) {
        return failure.sentences().contains("[idempotency-key-reused]")
                ? "It was put forward before with other words, and stands as it was then. Withdraw that first, or give this"
                        + " another name."
                : failure.sentences();
    }

    /**
     * The last entry from before, to tell what this run adds. The side that writes is asked, because reading follows it by some
     * milliseconds; where it cannot sign a head just now, nothing counts as from before.
     */
    private static long head(ApiClient client, UUID ledger) {
        try {
            String head = new ProofsApi(client)
                    .getTreeHead(
                            APIGetTreeHeadRequest.newBuilder().ledger(ledger).build());
            // A checkpoint as C2SP has it: the second line is the number of entries.
            return Long.parseLong(head.split("\n", 3)[1]) - 1;
        } catch (ApiException e) {
            return -1;
        }
    }

    private static void print(World world, List<Outcome> outcomes) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("would-be-put-forward", "would be put forward");
        words.put("put-forward", "put forward");
        words.put("put-forward-before", "was put forward before");
        words.put("would-be-kept-as-draft", "would be kept as your draft");
        words.put("kept-as-draft", "is your draft");
        words.put("refused", "refused");
        Answers.table(
                world,
                List.of("WHERE", "OUTCOME", "ID", "WHAT"),
                outcomes.stream()
                        .map(outcome -> List.of(
                                outcome.file() + ":" + outcome.line(),
                                words.getOrDefault(outcome.outcome(), outcome.outcome()),
                                outcome.id() == null ? "" : outcome.id(),
                                outcome.title()))
                        .toList());
    }

    /** The same for the same thing, whenever and from where it is imported: so Kept records it once. */
    static String key(String kind, String id) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((kind + "\n" + id).getBytes(StandardCharsets.UTF_8));
            return "kept-import-" + kind + "-" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
