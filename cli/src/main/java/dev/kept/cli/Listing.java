package dev.kept.cli;

import dev.kept.client.ApiClient;
import dev.kept.client.ApiException;
import dev.kept.client.api.CommitmentsApi;
import dev.kept.client.api.CommitmentsApi.APIListCommitmentsRequest;
import dev.kept.client.api.DecisionsApi;
import dev.kept.client.api.DecisionsApi.APIListDecisionsRequest;
import dev.kept.client.api.EntriesApi;
import dev.kept.client.api.EntriesApi.APIListEntriesRequest;
import dev.kept.client.api.LedgersApi;
import dev.kept.client.api.LedgersApi.APIListLedgersRequest;
import dev.kept.client.api.OverviewApi;
import dev.kept.client.api.OverviewApi.APIGetOverviewRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "list",
        description = "List the commitments, decisions or entries of a ledger, your ledgers, or what waits for you.")
final class Listing implements Callable<Integer> {

    private static final int LARGEST_PAGE = 200;

    private final World world;

    @Mixin
    private Target target = new Target();

    @Mixin
    private AtLeast atLeast = new AtLeast();

    @Mixin
    private Answers answers = new Answers();

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES} (default: commitments).",
            defaultValue = "commitments")
    private What what = What.commitments;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state; may be repeated.")
    private List<String> states = new ArrayList<>();

    @Option(names = "--side", paramLabel = "SIDE", description = "Only those of side A or B.")
    private @Nullable String side;

    @Option(names = "--search", paramLabel = "WORDS", description = "Of entries: only those with these words.")
    private @Nullable String search;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 50).", defaultValue = "50")
    private int limit;

    /** As they are typed. */
    enum What {
        commitments,
        decisions,
        entries,
        ledgers,
        waiting
    }

    /** A page of the generated client's answer, from a cursor on. */
    private interface Pages {
        Object page(@Nullable String cursor, int size) throws ApiException;
    }

    Listing(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new Failure(ExitCode.USAGE, "--limit is at least 1.");
        }
        Access access = target.open(world);
        ApiClient client = access.client();
        try {
            return switch (what) {
                case commitments -> commitments(client, target.ledger(world));
                case decisions -> decisions(client, target.ledger(world));
                case entries -> entries(client, target.ledger(world));
                case ledgers -> ledgers(client);
                case waiting -> waiting(client);
            };
        } catch (ApiException e) {
            throw Refusals.of(access.url(), e);
        }
    }

    private int commitments(ApiClient client, UUID ledger) throws ApiException {
        CommitmentsApi api = new CommitmentsApi(client);
        List<JsonNode> items = all((cursor, size) -> api.listCommitments(APIListCommitmentsRequest.newBuilder()
                .ledger(ledger)
                .keptAtLeast(atLeast.sequence())
                .state(states)
                .side(side)
                .cursor(cursor)
                .limit(size)
                .build()));
        return print(
                items,
                List.of("COMMITMENT", "STATE", "DUE", "OWES", "TITLE"),
                item -> List.of(
                        item.path("commitment").asString(),
                        item.path("state").asString(),
                        Answers.due(item.path("due")),
                        item.path("promisor").asString(),
                        Answers.text(item.path("title"))));
    }

    private int decisions(ApiClient client, UUID ledger) throws ApiException {
        DecisionsApi api = new DecisionsApi(client);
        List<JsonNode> items = all((cursor, size) -> api.listDecisions(APIListDecisionsRequest.newBuilder()
                .ledger(ledger)
                .keptAtLeast(atLeast.sequence())
                .state(states)
                .side(side)
                .cursor(cursor)
                .limit(size)
                .build()));
        return print(
                items,
                List.of("DECISION", "STATE", "BY", "STATEMENT"),
                item -> List.of(
                        item.path("decision").asString(),
                        item.path("state").asString(),
                        item.path("by").asString(),
                        Answers.text(item.path("statement"))));
    }

    private int entries(ApiClient client, UUID ledger) throws ApiException {
        EntriesApi api = new EntriesApi(client);
        List<JsonNode> items = all((cursor, size) -> api.listEntries(APIListEntriesRequest.newBuilder()
                .ledger(ledger)
                .keptAtLeast(atLeast.sequence())
                .order("desc")
                .q(search)
                .side(side)
                .cursor(cursor)
                .limit(size)
                .build()));
        return print(
                items,
                List.of("ENTRY", "RECORDED", "BY", "TYPE", "ABOUT"),
                item -> List.of(
                        item.path("sequence").asString(),
                        Answers.time(item.path("recorded")),
                        by(item),
                        item.path("type").asString(),
                        Answers.text(item.path("item").path("title"))));
    }

    private static String by(JsonNode entry) {
        String name = Answers.text(entry.path("by").path("name"));
        String side = entry.path("by").path("side").asString();
        return name.isEmpty() ? side : name + " (" + side + ")";
    }

    private int ledgers(ApiClient client) throws ApiException {
        LedgersApi api = new LedgersApi(client);
        List<JsonNode> items = all((cursor, size) -> api.listLedgers(APIListLedgersRequest.newBuilder()
                .keptAtLeast(known())
                .cursor(cursor)
                .limit(size)
                .build()));
        return print(
                items,
                List.of("LEDGER", "ROLE", "ENTRIES", "TITLE"),
                item -> List.of(
                        item.path("ledger").asString(),
                        item.path("role").asString(),
                        String.valueOf(item.path("head").asLong() + 1),
                        Answers.text(item.path("title"))));
    }

    private int waiting(ApiClient client) throws ApiException {
        JsonNode overview = Answers.tree(new OverviewApi(client)
                .getOverview(
                        APIGetOverviewRequest.newBuilder().keptAtLeast(known()).build()));
        List<JsonNode> items =
                overview.path("waiting").valueStream().limit(limit).toList();
        return print(
                items,
                List.of("LEDGER", "WHAT", "UNTIL", "ITEM", "TITLE"),
                item -> List.of(
                        item.path("ledger").asString(),
                        item.path("what").asString(),
                        Answers.time(item.path("until")),
                        item.path("item").asString(""),
                        Answers.text(item.path("title"))));
    }

    private @Nullable String known() {
        return atLeast.sequence() == null ? null : atLeast.of(target.ledger(world));
    }

    private List<JsonNode> all(Pages pages) throws ApiException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = Answers.tree(pages.page(cursor, Math.min(limit - items.size(), LARGEST_PAGE)));
            page.path("items").forEach(items::add);
            cursor = page.path("next").asString(null);
        } while (cursor != null && items.size() < limit);
        if (cursor != null) {
            world.err().println("There are more than " + limit + "; --limit shows more.");
        }
        return items;
    }

    private int print(List<JsonNode> items, List<String> header, Function<JsonNode, List<String>> row) {
        if (answers.asJson()) {
            Answers.json(world, Map.of("items", items));
        } else if (items.isEmpty()) {
            world.err().println("There are none.");
        } else {
            Answers.table(world, header, items.stream().map(row).toList());
        }
        return ExitCode.DONE;
    }
}
