package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.RawHttp.Reply;
import dev.kept.endtoend.Surfer.Form;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody leaves Kept: first the ledgers, then the account. */
class LeavingTest {

    private static final String PASSWORD = "a long pass phrase of ";

    private final String name = "Adalwina " + UUID.randomUUID().toString().substring(0, 8);
    private final String email = "leaves-" + UUID.randomUUID() + "@example.org";
    private final Person ada = Person.signUp(SharedKept.url(), name, email);
    private final Person bea = SharedKept.person("Bea");

    private static Form form(Surfer surfer, String page) throws IOException {
        return surfer.forms(surfer.follow(Surfer.get(page)), page).stream()
                .filter(each -> each.action().equals(page))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> types(JsonNode entries) {
        return entries.get("items")
                .valueStream()
                .map(each -> each.get("type").asString())
                .toList();
    }

    @Test
    void the_other_side_sees_that_the_person_left_and_the_name_is_gone() throws IOException {
        TwoParties one = TwoParties.meet(ada, bea);
        TwoParties another = TwoParties.meet(bea, ada);
        ada.getAtLeast(2, one.path("")).expect(200);
        ada.getAtLeast(2, another.path("")).expect(200);

        try (Surfer surfer = new Surfer(SharedKept.url())) {
            surfer.signIn(email, PASSWORD + name);
            Reply asked = surfer.follow(Surfer.get("/me/leaving"));
            assertThat(asked.text()).contains("After the talk", "the last of your side");
            Reply left = surfer.follow(Surfer.request(form(surfer, "/me/leaving")));
            assertThat(left.text())
                    .contains("You are in no ledger now")
                    .doesNotContain("You have not left all of them");

            Reply closing = surfer.follow(Surfer.get("/account/closing"));
            assertThat(closing.text()).contains("href=\"/me/leaving\"");
            Reply closed = surfer.follow(
                    Surfer.request(form(surfer, "/account/closing").with("current", PASSWORD + name)));
            assertThat(closed.status()).isEqualTo(200);
        }

        ada.get(one.path("")).expect(404);
        for (TwoParties parties : List.of(one, another)) {
            String side = parties == one ? "A" : "B";
            JsonNode ledger = bea.getAtLeast(4, parties.path("")).expect(200).body();
            JsonNode member = ledger.at("/parties/" + side + "/members/0");
            assertThat(member.get("until").asLong()).isEqualTo(4);
            assertThat(ledger.toString()).doesNotContain(name);
            JsonNode entries = bea.get(parties.path("/entries")).expect(200).body();
            assertThat(types(entries)).endsWith("dev.kept.erasure.erased.v1", "dev.kept.member.removed.v1");
            assertThat(entries.toString()).doesNotContain(name);
            assertThat(bea.get(parties.path("/export")).expect(200).response().body())
                    .doesNotContain(name);
        }
        assertThat(bea.post(one.path("/closing"), Map.of()).expect(409).text("code"))
                .isEqualTo("other-party-missing");
    }

    @Test
    void a_closed_ledger_and_more_than_a_few_are_left_too() throws IOException {
        TwoParties closed = TwoParties.meet(ada, bea);
        ada.post(closed.path("/closing"), Map.of()).expect(200);
        bea.post(closed.path("/closing"), Map.of()).expect(200);
        ada.getAtLeast(4, closed.path("")).expect(200);
        for (int i = 0; i < 11; i++) {
            Map<String, ?> own = Map.of("title", "Alone " + i, "partyName", "Us");
            String ledger = ada.post("/api/ledgers", own).expect(201).text("ledger");
            ada.getAtLeast(0, "/api/ledgers/" + ledger).expect(200);
        }

        try (Surfer surfer = new Surfer(SharedKept.url())) {
            surfer.signIn(email, PASSWORD + name);
            Reply left = surfer.follow(Surfer.request(form(surfer, "/me/leaving")));
            assertThat(left.status()).as(left.text()).isEqualTo(200);
            assertThat(left.text()).contains("You are in no ledger now");
        }

        JsonNode ledger = bea.getAtLeast(6, closed.path("")).expect(200).body();
        assertThat(ledger.at("/parties/A/members/0/until").asLong()).isEqualTo(6);
        assertThat(ledger.toString()).doesNotContain(name);
        assertThat(bea.post(closed.path("/reopening"), Map.of()).expect(409).text("code"))
                .isEqualTo("other-party-missing");
    }

    @Test
    void who_wants_to_keeps_the_name_in_the_record() throws IOException {
        TwoParties parties = TwoParties.meet(ada, bea);
        ada.getAtLeast(2, parties.path("")).expect(200);

        try (Surfer surfer = new Surfer(SharedKept.url())) {
            surfer.signIn(email, PASSWORD + name);
            surfer.follow(Surfer.request(form(surfer, "/me/leaving").without("erase")));
        }

        JsonNode ledger = bea.getAtLeast(3, parties.path("")).expect(200).body();
        assertThat(ledger.at("/parties/A/members/0/name").toString()).contains(name);
        assertThat(ledger.at("/parties/A/members/0/until").asLong()).isEqualTo(3);
    }

    @Test
    void an_account_that_is_closed_without_that_leaves_its_ledgers_and_settings_all_the_same() throws IOException {
        TwoParties byOperator = TwoParties.meet(ada, bea);
        ada.getAtLeast(2, byOperator.path("")).expect(200);
        ada.post("/api/settings", Map.of("dates", "iso")).expect(200);
        assertThat(ada.get("/api/accounts/me")
                        .expect(200)
                        .body()
                        .at("/settings/dates")
                        .asString())
                .isEqualTo("iso");
        Person.Answer draft = ada.post(
                        "/api/drafts",
                        Map.of(
                                "path", byOperator.path("/commitments"),
                                "body", Map.of("title", "Not said yet"),
                                "zone", "UTC"))
                .expect(201);
        String another = "closes-" + UUID.randomUUID() + "@example.org";
        Person cleo = Person.signUp(SharedKept.url(), "Cleo", another);
        TwoParties byOwner = TwoParties.meet(bea, cleo);
        cleo.getAtLeast(2, byOwner.path("")).expect(200);

        assertThat(SharedKept.operator("accounts", "close", email, "--yes")).contains("is closed");
        try (Surfer surfer = new Surfer(SharedKept.url())) {
            surfer.signIn(another, PASSWORD + "Cleo");
            surfer.follow(Surfer.request(form(surfer, "/account/closing").with("current", PASSWORD + "Cleo")));
        }

        for (TwoParties parties : List.of(byOperator, byOwner)) {
            String side = parties == byOperator ? "A" : "B";
            JsonNode ledger = bea.getOnceThere(3, parties.path("")).body();
            assertThat(ledger.at("/parties/" + side + "/members/0/until").asLong())
                    .isEqualTo(3);
            assertThat(ledger.at("/parties/" + side + "/members/0/name").toString())
                    .contains(parties == byOperator ? name : "Cleo");
        }
        // What was given out before is still good, and shows that nothing is left.
        for (int i = 0; i < 100 && settingsVersion() != 0; i++) {
            ada.getAtLeast(3, byOperator.path("")).expect(404);
        }
        assertThat(settingsVersion()).isZero();
        ada.get("/api/drafts/" + draft.text("draft")).expect(404);
    }

    private long settingsVersion() {
        return ada.get("/api/settings").expect(200).body().get("version").asLong();
    }

    @Test
    void the_other_sides_page_says_so() throws IOException {
        String other = "stays-" + UUID.randomUUID() + "@example.org";
        Person cleo = Person.signUp(SharedKept.url(), "Cleo", other);
        TwoParties parties = TwoParties.meet(ada, cleo);
        ada.getAtLeast(2, parties.path("")).expect(200);
        try (Surfer surfer = new Surfer(SharedKept.url())) {
            surfer.signIn(email, PASSWORD + name);
            surfer.follow(Surfer.request(form(surfer, "/me/leaving")));
        }
        cleo.getAtLeast(4, parties.path("")).expect(200);

        try (Surfer surfer = new Surfer(SharedKept.url())) {
            surfer.signIn(other, PASSWORD + "Cleo");
            String settings = surfer.follow(Surfer.get("/ledgers/" + parties.ledger() + "/settings"))
                    .text();
            assertThat(settings)
                    .contains("a member whose name was erased", "left")
                    .doesNotContain(name);
            assertThat(surfer.follow(Surfer.get("/ledgers/" + parties.ledger() + "/timeline"))
                            .text())
                    .doesNotContain(name);
        }
    }
}
