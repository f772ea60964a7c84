package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.kept.endtoend.SharedKept;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody writes it, sleeps on it, has someone read it, and only then says it; with and without scripts. */
class DraftsInBrowsersTest {

    private static Chromium chromium;
    private static Visitor ada;
    private static Visitor bea;
    private static String ledger;

    @BeforeAll
    static void meet() {
        chromium = Chromium.start();
        ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
        bea = new Visitor(chromium.browser(), SharedKept.url(), "Bea");
        ledger = open(ada);
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
    }

    private static String open(Visitor visitor) {
        visitor.open("/");
        visitor.follow("Sign up");
        visitor.signUp();
        visitor.open("/ledgers/new");
        visitor.fill("What is this ledger about", "After the outage");
        visitor.fill("What is your own side called", "Platform team");
        visitor.press("Open the ledger");
        return visitor.page().url().replace("/settings", "");
    }

    @AfterAll
    static void leave() {
        ada.close();
        bea.close();
        chromium.close();
    }

    @Test
    void a_concern_is_kept_read_by_somebody_else_reworded_and_then_raised() {
        try (Visitor cleo = new Visitor(chromium.browser(), SharedKept.url(), "Cleo")) {
            ada.open(ledger + "/write/raiseConcern");
            ada.fill("What did you observe?", "You never answer, as always.");
            ada.look("write-concern-draftable");
            ada.press("Keep as a draft");
            String draft = ada.page().url();
            assertThat(ada.text())
                    .contains("Kept as a draft")
                    .contains("It cools until")
                    .contains("Only you see it");
            assertThat(ada.page().getByLabel("What did you observe?")).hasValue("You never answer, as always.");
            assertThat(release(ada)).isDisabled();
            ada.look("draft-cooling");

            bea.open(draft);
            assertThat(bea.text()).contains("There is nothing here");
            bea.open(ledger + "/timeline");
            assertThat(bea.text()).doesNotContain("as always");

            ada.press("Make a link");
            String link = ada.page().getByLabel("Hand this link").inputValue();
            assertThat(link).contains("/reading#");
            ada.look("draft-link");
            cleo.open("/");
            cleo.follow("Sign up");
            cleo.signUp();
            cleo.open(link);
            cleo.look("draft-reading");
            cleo.press("Read it");
            assertThat(cleo.text()).contains("You never answer, as always.").contains("asks you to read this");
            cleo.look("draft-read");
            bea.open(link);
            bea.press("Read it");
            assertThat(bea.text()).contains("This link no longer leads to a draft");
            bea.look("draft-link-used");
            cleo.fill("What do you think of it?", "Say when, and what it did to you.");
            cleo.press("Comment");
            assertThat(cleo.text()).contains("Say when, and what it did to you.");
            cleo.open("/");
            assertThat(cleo.text()).contains("by Ada");
            cleo.open(ledger);
            assertThat(cleo.text()).contains("There is nothing here");

            ada.open(draft);
            assertThat(ada.text()).contains("Say when, and what it did to you.").contains("Cleo");
            ada.page().getByLabel("From now").selectOption("none");
            ada.press("Choose this");
            assertThat(ada.text()).contains("It may be released.");
            ada.open("/");
            assertThat(ada.text()).contains("Drafts").contains("may be released");
            ada.look("home-drafts");
            ada.open("/drafts");
            ada.look("drafts");
            ada.open(draft);
            ada.fill("What did you observe?", "On Monday two questions stayed open for a day.");
            release(ada).click();
            ada.arrive();
            assertThat(ada.text()).contains("It was not recorded");
            assertThat(ada.page().getByLabel("What did you observe?"))
                    .hasValue("On Monday two questions stayed open for a day.");
            ada.look("draft-refused");
            ada.fill("In a few words, what is it about?", "Open questions");
            ada.fill("What did that do to you?", "We shipped without the answer.");
            ada.fill("What do both of you want?", "Releases without surprises.");
            ada.fill("How do you ask them to respond?", "How can we ask so that you can answer?");
            release(ada).click();
            ada.arrive();

            assertThat(ada.page().locator("[data-recorded]")).containsText("Recorded as entry");
            assertThat(ada.text()).contains("On Monday two questions");
            String concern = ada.page().url();
            ada.open(draft);
            assertThat(ada.text()).contains("There is nothing here");
            cleo.open(draft);
            assertThat(cleo.text()).contains("There is nothing here");
            bea.open(concern);
            assertThat(bea.text()).contains("On Monday two questions").doesNotContain("as always");
            assertThat(cleo.complaints())
                    .filteredOn(each -> !each.contains("404"))
                    .isEmpty();
        }
    }

    @Test
    void a_conversation_with_rows_is_kept_reopened_and_discarded_without_any_script() {
        try (Visitor plain = new Visitor(chromium.browser(), SharedKept.url(), "Paula", false)) {
            String own = open(plain);
            plain.open(own + "/write/recordConversation");
            plain.fill("What was said?", "Everything");
            plain.press("Add a guest");
            plain.page().getByLabel("Name").fill("Dora");
            plain.press("Add a decision");
            plain.fill("What is decided?", "We release on Tuesdays");
            plain.page().locator("select[name=cools-until]").selectOption("P3D");
            plain.press("Keep as a draft");

            assertThat(plain.page().getByLabel("What was said?")).hasValue("Everything");
            assertThat(plain.page().getByLabel("Name").first()).hasValue("Dora");
            assertThat(plain.page().getByLabel("What is decided?")).hasValue("We release on Tuesdays");
            assertThat(plain.text()).contains("in 3 days");
            plain.press("Add a guest");
            plain.page().getByLabel("Name").nth(1).fill("Emil");
            plain.press("Save changes");
            assertThat(plain.text()).contains("Saved.");
            assertThat(plain.page().getByLabel("Name").nth(1)).hasValue("Emil");
            plain.open("/me");
            assertThat(plain.text()).contains("1 of yours");
            plain.follow("drafts");
            plain.follow("We release on Tuesdays");
            plain.press("Discard this draft");
            assertThat(plain.text()).contains("The draft is deleted.").contains("You have no draft.");
        }
    }

    private static Locator release(Visitor visitor) {
        return visitor.page().locator("button[name=release]");
    }
}
