package dev.kept.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A ledger with one member on each side. */
record TwoParties(Person ada, Person bea, String ledger) {

    static TwoParties meet(Person ada, Person bea) {
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

    String path(String below) {
        return "/api/ledgers/" + ledger + below;
    }

    /** Makes a commitment of Ada's side, due after that time. */
    Promise promise(Duration dueIn) {
        Person.Answer made = ada.post(path("/commitments"), terms(dueIn)).expect(201);
        return new Promise(
                made.text("id"),
                path("/commitments/" + made.text("id")),
                made.body().get("sequence").asLong());
    }

    /** A commitment that was made, by the entry of that sequence. */
    record Promise(String id, String path, long sequence) {}

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
