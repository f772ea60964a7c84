package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person;
import dev.kept.endtoend.RunningKept;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept where only invited people sign up: one by the operator's link, the others by invitations to a ledger. */
class InvitationOnlyTest {

    @TempDir
    private static Path data;

    private static RunningKept kept;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        kept = RunningKept.up(data, "-Dkept.accounts.sign-up=invitation");
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        kept.close();
    }

    @Test
    void the_operator_invites_one_who_invites_another_and_nobody_else_gets_in() {
        String operators =
                RunningKept.run(data, "accounts", "invite").lines().toList().getLast();
        try (Visitor ada = new Visitor(chromium.browser(), kept.url(), "Ada");
                Visitor bea = new Visitor(chromium.browser(), kept.url(), "Bea");
                Visitor eve = new Visitor(chromium.browser(), kept.url(), "Eve")) {
            eve.open("/");
            eve.follow("Sign up");
            assertThat(eve.text()).contains("Only invited people can make an account here");
            eve.look("sign-up-by-invitation");
            eve.signUp();
            assertThat(eve.text()).contains("Enter the link of an invitation");

            ada.open(operators);
            assertThat(ada.text()).contains("You are invited");
            ada.signUp();
            assertThat(ada.text()).contains("Your account");
            ada.open("/ledgers/new");
            ada.fill("What is this ledger about", "After the outage");
            ada.fill("What is your own side called", "Platform team");
            ada.press("Open the ledger");
            ada.fill("What is the other side called", "Mobile team");
            ada.press("Make an invitation");
            String link = ada.page().getByLabel("Link to hand over").inputValue();

            bea.open(link);
            bea.page().getByText("asks you to join the ledger").waitFor();
            bea.follow("Sign up and join");
            assertThat(bea.text()).contains("You are invited");
            bea.look("sign-up-invited");
            bea.signUp();
            bea.page().getByText("asks you to join the ledger").waitFor();

            // It made an account, and would let somebody in, but makes no other account.
            assertThat(signUp("eve", link).expect(403).text("code")).isEqualTo("invitation-unusable");
            bea.fill("What is your side called", "Mobile team");
            bea.press("Join");
            assertThat(bea.text()).contains("After the outage");
        }
    }

    @Test
    void the_operator_is_told_that_nothing_waits() {
        assertThat(RunningKept.run(data, "status"))
                .containsPattern("fine +closed accounts still in ledgers +none")
                .containsPattern("fine +invitation mails waiting +0")
                .containsPattern("fine +invitations to sign up not mailed for an hour +none");
    }

    @Test
    void a_program_brings_the_link_too_until_it_is_taken_back() {
        String operators =
                RunningKept.run(data, "accounts", "invite").lines().toList().getLast();
        signUp("ada", "").expect(400);
        Person.Answer account = signUp("ada", operators).expect(201);
        Person ada = Person.signedUp(kept.url(), "ada", account.body());
        String ledger = ada.post("/api/ledgers", Map.of("title", "Ours", "partyName", "Us"))
                .expect(201)
                .text("ledger");
        String path = "/api/ledgers/" + ledger;
        Person.Answer invited = ada.post(path + "/member-invitations", Map.of()).expect(201);
        Person.Answer takenBack =
                ada.post(path + "/member-invitations", Map.of()).expect(201);
        ada.post(path + "/invitations/" + takenBack.text("invitation") + "/withdrawal", Map.of())
                .expect(200);
        ada.getAtLeast(3, path).expect(200);

        assertThat(signUp("eve", takenBack.text("link")).expect(403).text("code"))
                .isEqualTo("invitation-unusable");
        signUp("bea", invited.text("link")).expect(201);
    }

    private static Person.Answer signUp(String name, String invitation) {
        return new Person(kept.url(), new UUID(0, 0), name, "")
                .post(
                        "/api/accounts",
                        Map.of(
                                "email",
                                name + "-" + UUID.randomUUID() + "@example.org",
                                "name",
                                name,
                                "password",
                                "a long pass phrase of " + name,
                                "invitation",
                                invitation));
    }
}
