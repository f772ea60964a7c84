package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.SharedKept;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people, each at a browser of their own, from the first visit to a promise that was kept. */
class PagesTest {

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    void two_people_open_a_ledger_invite_promise_deliver_and_confirm_in_their_browsers() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
                Visitor bea = new Visitor(chromium.browser(), SharedKept.url(), "Bea")) {
            ada.open("/");
            ada.look("first-visit");
            ada.follow("Sign up");
            ada.look("sign-up");
            ada.signUp();
            ada.look("home-empty");
            ada.follow("Open a ledger");
            ada.press("Open the ledger");
            assertThat(ada.text()).contains("It was not recorded");
            ada.look("open-ledger-errors");
            ada.fill("What is this ledger about", "After the outage");
            ada.fill("What is your own side called", "Platform team");
            ada.press("Open the ledger");
            ada.fill("What is the other side called", "Mobile team");
            ada.fill("A few words to them", "One place where both of us can see it.");
            ada.press("Make an invitation");
            ada.look("settings-with-link");
            String link = ada.page().getByLabel("Link to hand over").inputValue();

            bea.open(link);
            bea.page().getByText("asks you to join the ledger").waitFor();
            assertThat(bea.text()).contains("Ada").contains("After the outage").contains("One place where");
            bea.look("invitation");
            bea.follow("Sign up and join");
            bea.signUp();
            bea.page().getByText("asks you to join the ledger").waitFor();
            bea.look("invitation-signed-in");
            bea.fill("What is your side called", "Mobile team");
            bea.press("Join");
            bea.look("ledger-empty");

            ada.open(bea.page().url());
            String ledger = ada.page().url();
            ada.follow("Make a commitment");
            ada.fill("What?", "Freeze the API");
            ada.fill(
                    "Day", LocalDate.now(ZoneId.of("Europe/Berlin")).plusDays(3).toString());
            ada.press("Make this commitment");
            ada.look("commitment-open");
            String commitment = ada.page().url();
            ada.act("Deliver", "Deliver");
            assertThat(ada.text()).contains("awaiting confirmation");

            bea.open("/");
            assertThat(bea.text()).contains("Confirm or dispute the delivery");
            bea.open(commitment);
            bea.look("commitment-delivered");
            bea.act("Confirm the delivery", "Confirm");
            assertThat(bea.text()).contains("kept").contains("confirmed the delivery");
            bea.look("commitment-kept");

            ada.open(ledger + "/dashboard");
            assertThat(ada.text()).contains("1 of 1");
            for (String place : new String[] {"decisions", "concerns"}) {
                ada.open(ledger + "/" + place);
                ada.look(place + "-none");
            }
            assertThat(ada.complaints())
                    .filteredOn(each -> !each.contains("400"))
                    .isEmpty();
            assertThat(bea.complaints()).isEmpty();
        }
    }

    @Test
    void an_outsider_sees_the_same_as_of_a_ledger_that_does_not_exist() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
                Visitor eve = new Visitor(chromium.browser(), SharedKept.url(), "Eve")) {
            for (Visitor visitor : new Visitor[] {ada, eve}) {
                visitor.open("/");
                visitor.follow("Sign up");
                visitor.signUp();
            }
            ada.open("/ledgers/new");
            ada.fill("What is this ledger about", "Only ours");
            ada.fill("What is your own side called", "Platform team");
            ada.press("Open the ledger");
            String ledger = ada.page().url().replace("/settings", "");

            eve.open(ledger);
            String refused = eve.text();
            eve.look("not-found");
            eve.open("/ledgers/00000000-0000-4000-8000-000000000000");

            assertThat(refused).contains("There is nothing here").isEqualTo(eve.text());
        }
    }
}
