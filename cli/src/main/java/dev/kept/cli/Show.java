package dev.kept.cli;

import dev.kept.client.ApiClient;
import dev.kept.client.ApiException;
import dev.kept.client.api.CommitmentsApi;
import dev.kept.client.api.CommitmentsApi.APIGetCommitmentRequest;
import dev.kept.client.api.DecisionsApi;
import dev.kept.client.api.DecisionsApi.APIGetDecisionRequest;
import dev.kept.client.api.EntriesApi;
import dev.kept.client.api.EntriesApi.APIGetEntryRequest;
import dev.kept.client.api.LedgersApi;
import dev.kept.client.api.LedgersApi.APIGetLedgerRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "show", description = "Show the ledger, or one commitment, decision or entry of it.")
final class Show implements Callable<Integer> {

    private static final int NOT_FOUND = 404;

    private final World world;

    @Mixin
    private Target target = new Target();

    @Mixin
    private AtLeast atLeast = new AtLeast();

    @Mixin
    private Answers answers = new Answers();

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The id of a commitment or decision, or the number of an entry; the ledger when absent.")
    private @Nullable String id;

    Show(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Access access = target.open(world);
        ApiClient client = access.client();
        UUID ledger = target.ledger(world);
        try {
            Object answer = id == null ? ledger(client, ledger) : item(client, ledger, id);
            if (answers.asJson()) {
                Answers.json(world, answer);
            } else {
                print(Answers.tree(answer));
            }
            return ExitCode.DONE;
        } catch (ApiException e) {
            throw Refusals.of(access.url(), e);
        }
    }

    private Object ledger(ApiClient client, UUID ledger) throws ApiException {
        return new LedgersApi(client)
                .getLedger(APIGetLedgerRequest.newBuilder()
                        .ledger(ledger)
                        .keptAtLeast(atLeast.sequence())
                        .build());
    }

    private Object item(ApiClient client, UUID ledger, String id) throws ApiException {
        if (id.matches("\\d{1,18}")) {
            return new EntriesApi(client)
                    .getEntry(APIGetEntryRequest.newBuilder()
                            .ledger(ledger)
                            .sequence(Long.valueOf(id))
                            .keptAtLeast(atLeast.sequence())
                            .build());
        }
        UUID item;
        try {
            item = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "This is neither an id nor the number of an entry: " + id, e);
        }
        try {
            return new CommitmentsApi(client)
                    .getCommitment(APIGetCommitmentRequest.newBuilder()
                            .ledger(ledger)
                            .commitment(item)
                            .keptAtLeast(atLeast.sequence())
                            .build());
        } catch (ApiException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
            return new DecisionsApi(client)
                    .getDecision(APIGetDecisionRequest.newBuilder()
                            .ledger(ledger)
                            .decision(item)
                            .keptAtLeast(atLeast.sequence())
                            .build());
        }
    }

    private void print(JsonNode shown) {
        if (shown.has("statement") && shown.has("rationale")) {
            decision(shown);
        } else if (shown.has("terms")) {
            commitment(shown);
        } else if (shown.has("fields")) {
            entry(shown);
        } else {
            ledger(shown);
        }
    }

    private void ledger(JsonNode ledger) {
        Answers.field(world, "Ledger", ledger.path("ledger").asString());
        Answers.field(world, "Title", Answers.text(ledger.path("title")));
        for (String side : List.of("A", "B")) {
            JsonNode party = ledger.path("parties").path(side);
            Answers.field(world, "Side " + side, Answers.text(party.path("name")));
            for (JsonNode member : party.path("members")) {
                Answers.field(
                        world,
                        "Member",
                        Answers.text(member.path("name")) + " "
                                + member.path("member").asString() + (member.has("until") ? " (left)" : ""));
            }
        }
        Answers.field(world, "Your role", ledger.path("role").asString());
        Answers.field(world, "Last entry", ledger.path("head").asString());
    }

    private void commitment(JsonNode commitment) {
        JsonNode terms = commitment.path("terms");
        Answers.field(world, "Commitment", commitment.path("commitment").asString());
        Answers.field(world, "Title", Answers.text(terms.path("title")));
        Answers.field(world, "State", commitment.path("state").asString());
        Answers.field(
                world,
                "Owed",
                "by " + commitment.path("promisor").asString() + " to "
                        + commitment.path("promisee").asString());
        Answers.field(world, "Due", Answers.due(terms.path("due")));
        Answers.field(world, "Details", Answers.text(terms.path("details")));
        Answers.field(world, "Conditions", Answers.text(terms.path("conditions")));
        Answers.field(world, "Evaluation", Answers.text(terms.path("evaluation")));
        if (commitment.path("occurrences").size() > 1) {
            for (JsonNode occurrence : commitment.path("occurrences")) {
                Answers.field(
                        world,
                        "Occurrence " + occurrence.path("occurrence").asString(),
                        occurrence.path("state").asString() + ", due " + Answers.due(occurrence.path("due")));
            }
        }
        waiting(commitment, "what");
    }

    private void decision(JsonNode decision) {
        Answers.field(world, "Decision", decision.path("decision").asString());
        Answers.field(world, "State", decision.path("state").asString());
        Answers.field(world, "By", decision.path("by").asString());
        Answers.field(world, "Statement", Answers.text(decision.path("statement")));
        Answers.field(world, "Rationale", Answers.text(decision.path("rationale")));
        for (JsonNode alternative : decision.path("alternatives")) {
            String whyNot = Answers.text(alternative.path("whyNot"));
            Answers.field(
                    world,
                    "Alternative",
                    Answers.text(alternative.path("text")) + (whyNot.isEmpty() ? "" : "\nnot chosen: " + whyNot));
        }
        for (JsonNode shows : decision.path("evidence")) {
            Answers.field(
                    world,
                    "Evidence",
                    (Answers.text(shows.path("label")) + " " + Answers.text(shows.path("link"))).strip());
        }
        waiting(decision, "operation");
    }

    private void entry(JsonNode entry) {
        Answers.field(world, "Entry", entry.path("sequence").asString());
        Answers.field(world, "Type", entry.path("type").asString());
        Answers.field(world, "Recorded", Answers.time(entry.path("recorded")) + " UTC");
        Answers.field(
                world,
                "By",
                (Answers.text(entry.path("by").path("name")) + " ("
                                + entry.path("by").path("side").asString() + ")")
                        .strip());
        for (JsonNode field : entry.path("fields")) {
            Answers.field(world, field.path("name").asString(), value(field));
        }
    }

    /** Each shape of a field has its own place for what it says. */
    private static String value(JsonNode field) {
        if (field.has("from")) {
            return field.path("from").asString("") + " to " + field.path("to").asString("");
        }
        for (String place : List.of("text", "title", "link", "day", "at", "number", "code", "rule", "id")) {
            JsonNode value = field.path(place);
            if (!value.isMissingNode()) {
                return value.isObject() ? Answers.text(value) : value.asString("");
            }
        }
        return field.toString();
    }

    private void waiting(JsonNode item, String what) {
        for (JsonNode turn : item.path("waiting")) {
            Answers.field(
                    world,
                    "Waiting",
                    turn.path(what).asString() + ", side " + turn.path("side").asString());
        }
    }
}
