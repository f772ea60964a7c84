package dev.kept.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A ledger with one member on each side. */
public record TwoParties(Person ada, Person bea, String ledger) {

    public static TwoParties meet(Person ada, Person bea) {
        String ledger = ada.post("/api/ledgers", Map.of("title", "After the talk", "partyName", "Platform"))
                .expect(201)
                .text("ledger");
        Person.Answer invited = ada.post("/api/ledgers/" + ledger + "/party-invitations", Map.of("partyName", "Mobile"))
                .expect(201);
        bea.post(
                        "/api/ledgers/" + ledger + "/invitations/" + invited.text("invitation") + "/acceptance",
                        Map.of("secret", invited.text("secret"), "partyName", "Mobile"))
                .expect(200);
        return new TwoParties(ada, bea, ledger);
    }

    static TwoParties meet() {
        return meet(SharedKept.person("Ada"), SharedKept.person("Bea"));
    }

    public String path(String below) {
        return "/api/ledgers/" + ledger + below;
    }

    /** Makes a commitment of Ada's side, due after that time. */
    public Promise promise(Duration dueIn) {
        Person.Answer made = ada.post(path("/commitments"), terms(dueIn)).expect(201);
        return new Promise(
                made.text("id"),
                path("/commitments/" + made.text("id")),
                made.body().get("sequence").asLong());
    }

    /** A commitment that was made, by the entry of that sequence. */
    public record Promise(String id, String path, long sequence) {}

    /**
     * Ada's account of a talk, with what came of it: a promise, a request, a decision that Bea agrees to and objects to, and a
     * checkpoint that was held with another promise.
     *
     * @return its ids by kind
     */
    Map<String, String> talk() {
        Map<String, Object> talk = new HashMap<>(Map.of(
                "occurred",
                Clock.systemUTC().instant().minus(Duration.ofDays(1)).toString(),
                "zone",
                "Europe/Berlin",
                "synopsis",
                "We went through the release",
                "positives",
                List.of("Both came prepared"),
                "nextSteps",
                List.of("Look again in a month"),
                "evaluation",
                "By the number of late releases",
                "monitor",
                "BOTH",
                "contact",
                "By telephone",
                "members",
                List.of(bea.member().toString()),
                "guests",
                List.of(Map.of("name", "Cleo", "side", "A"))));
        Map<String, Object> decision = Map.of(
                "statement",
                "We release on Tuesdays",
                "rationale",
                "Both teams are there on Wednesdays",
                "alternatives",
                List.of(Map.of("text", "Fridays", "whyNot", "Nobody is there")),
                "evidence",
                List.of(Map.of("label", "Calendar")),
                "review",
                terms(Duration.ofDays(30)).get("due"),
                "zone",
                "Europe/Berlin");
        talk.putAll(Map.of(
                "commitments", List.of(terms(Duration.ofDays(5))),
                "requests", List.of(terms(Duration.ofDays(6))),
                "decisions", List.of(decision),
                "checkpoints",
                        List.of(Map.of(
                                "due", terms(Duration.ofDays(7)).get("due"),
                                "zone", "Europe/Berlin",
                                "agenda", "Is it better?"))));
        Person.Answer told = ada.post(path("/conversations"), talk).expect(201);
        String one = path("/conversations/" + told.text("id"));
        bea.post(one + "/corrections", Map.of("text", "It was Monday")).expect(201);
        long head = bea.post(one + "/acknowledgement", Map.of("comment", "Thanks"))
                .expect(200)
                .body()
                .get("sequence")
                .asLong();
        JsonNode read = ada.getAtLeast(head, one).expect(200).body();
        String decided = read.at("/decisions/0/decision").asString();
        String checkpoint = read.at("/checkpoints/0/checkpoint").asString();
        bea.post(path("/decisions/" + decided + "/agreement"), Map.of()).expect(200);
        bea.post(path("/decisions/" + decided + "/objections"), Map.of("reason", "Not in winter"))
                .expect(201);
        ada.post(path("/decisions/" + decided + "/reviews"), Map.of("outcome", "It works"))
                .expect(200);
        Map<String, Object> held = Map.of(
                "occurred", talk.get("occurred"),
                "zone", "UTC",
                "outcomes", List.of("On track"),
                "commitments", List.of(terms(Duration.ofDays(8))));
        ada.post(path("/checkpoints/" + checkpoint + "/holding"), held).expect(200);
        return Map.of("conversation", told.text("id"), "decision", decided, "checkpoint", checkpoint);
    }

    static Map<String, Object> terms(Duration dueIn) {
        return Map.of(
                "title", "Freeze the API",
                "due", Clock.systemUTC().instant().plus(dueIn).toString(),
                "zone", "Europe/Berlin");
    }

    static UUID newId() {
        return UUID.randomUUID();
    }
}
