package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kept.endtoend.SharedKept;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is for one person alone, in a browser: a calendar's address, and reflections after a talk. */
class ForOneselfTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Berlin"));

    private static Chromium chromium;
    private static Visitor ada;
    private static Visitor bea;
    private static String ledger;

    @BeforeAll
    static void meet_and_talk() {
        chromium = Chromium.start();
        ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
        bea = new Visitor(chromium.browser(), SharedKept.url(), "Bea");
        ada.open("/");
        ada.follow("Sign up");
        ada.signUp();
        ada.open("/ledgers/new");
        ada.fill("What is this ledger about", "After the outage");
        ada.fill("What is your own side called", "Platform team");
        ada.press("Open the ledger");
        ada.fill("What is the other side called", "Mobile team");
        ada.press("Make an invitation");
        bea.open(ada.page().getByLabel("Link to hand over").inputValue());
        bea.page().getByText("asks you to join the ledger").waitFor();
        bea.follow("Sign up and join");
        bea.signUp();
        bea.page().getByText("asks you to join the ledger").waitFor();
        bea.fill("What is your side called", "Mobile team");
        bea.press("Join");
        bea.page().waitForURL("**/ledgers/*");
        ledger = bea.page().url();
        ada.open(ledger + "/write/recordConversation");
        ada.fill("What was said?", "We said what each of us needs.");
        ada.page().getByLabel("Ada, Platform team").check();
        ada.press("Add a commitment of your side");
        Locator promise = ada.page()
                .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Commitment of your side 1"))
                .first();
        promise.getByLabel("What?").fill("Freeze the API");
        day(promise, TODAY.plusDays(3));
        day(
                ada.page()
                        .locator("fieldset")
                        .filter(new Locator.FilterOptions().setHasText("When did you talk?"))
                        .first(),
                TODAY.minusDays(1));
        ada.press("Record it all");
        ada.page().locator("[data-recorded]").waitFor();
    }

    @AfterAll
    static void leave() {
        ada.close();
        bea.close();
        chromium.close();
    }

    private static void day(Locator within, LocalDate day) {
        within.getByLabel("Day", new Locator.GetByLabelOptions().setExact(true))
                .first()
                .fill(day.toString());
    }

    private static HttpResponse<String> fetch(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    @Test
    void a_calendar_gets_an_address_that_can_be_copied_and_revoked() throws Exception {
        ada.open(ledger + "/settings");
        ada.follow("This ledger in your calendar");
        ada.look("calendars-none");
        ada.page().getByLabel("With titles").check();
        ada.press("Make an address");
        String address = ada.page().getByLabel("Address for your calendar").inputValue();
        ada.look("calendars");

        assertThat(ada.page().url()).doesNotContain(address).endsWith("/settings/calendars");
        assertThat(fetch(address).body()).contains("Freeze the API");
        ada.open("/me/calendars");
        assertThat(ada.text()).contains("After the outage, with titles").doesNotContain(address);
        ada.look("calendars-mine");
        ada.press("Revoke");

        assertThat(ada.text()).contains("no longer works").contains("There is none.");
        assertThat(fetch(address).statusCode()).isEqualTo(404);
        assertThat(ada.complaints()).isEmpty();
    }

    @Test
    void a_commitment_is_added_to_a_calendar_as_a_file() throws Exception {
        bea.open(ledger);
        bea.follow("Freeze the API");
        Download file = bea.page()
                .waitForDownload(() -> bea.page().getByText("Add to calendar").click());

        assertThat(file.suggestedFilename()).endsWith(".ics");
        assertThat(Files.readString(file.path()))
                .startsWith("BEGIN:VCALENDAR")
                .contains("SUMMARY:Due: Freeze the API (Platform team)");
    }

    @Test
    void a_reflection_is_written_found_made_a_lesson_of_and_deleted() {
        ada.open(ledger + "/conversations");
        ada.page().locator("main a[href*='/conversations/']").first().click();
        ada.follow("Reflect on this");
        ada.press("Keep it for yourself");
        assertThat(ada.text())
                .contains("It was not kept")
                .contains("at least one question")
                .contains("About After the outage.");
        ada.look("reflecting-error");
        ada.page().getByLabel("What is my own part in how it went?").fill("I came late. Next time I ask by noon.");
        ada.page().getByLabel("Question").first().fill("Was I fair?");
        ada.page().getByLabel("Answer").first().fill("Not quite.");
        ada.press("Keep it for yourself");
        assertThat(ada.text()).contains("I came late. Next time I ask by noon.").contains("Was I fair?");
        ada.lookThrough("reflection");
        String here = ada.page().url();

        bea.open(here);
        assertThat(bea.text()).contains("There is nothing here");
        bea.open("/reflections");
        assertThat(bea.text()).contains("There is none yet");

        ada.follow("Change it");
        ada.page().getByLabel("Answer").first().fill("Fairer than last time.");
        ada.press("Keep it for yourself");
        assertThat(ada.text()).contains("Fairer than last time.");
        ada.open("/reflections");
        ada.fill("Words to look for", "noon");
        ada.press("Search");
        assertThat(ada.text()).contains("One reflection");
        ada.look("reflections");
        ada.open("/me");
        assertThat(ada.text()).contains("You have one.");

        ada.open(here);
        ada.page().getByText("Make a lesson of it").first().click();
        ada.page()
                .locator("li", new Page.LocatorOptions().setHasText("Next time I ask by noon."))
                .getByRole(AriaRole.BUTTON)
                .click();
        ada.page().waitForURL("**/drafts/*");
        assertThat(ada.page().locator("textarea[name=learned]")).hasValue("Next time I ask by noon.");

        ada.open(here);
        ada.act("Delete it", "Delete it for good");
        assertThat(ada.text()).contains("The reflection is deleted.").contains("There is none yet");
        ada.open(here);
        assertThat(ada.text()).contains("There is nothing here");
    }
}
