package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.kept.endtoend.SharedKept;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people who write: every kind of entry through its form, and nothing typed is ever lost. */
class WritingTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Berlin"));

    private static Chromium chromium;
    private static Visitor ada;
    private static Visitor bea;
    private static String ledger;

    @BeforeAll
    static void meet() {
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
    }

    @AfterAll
    static void leave() {
        ada.close();
        bea.close();
        chromium.close();
    }

    @Test
    void a_conversation_is_recorded_with_everything_that_came_of_it_in_one_go() {
        ada.open(ledger + "/write/recordConversation");
        ada.fill("What was said?", "We went through the release and both said what they need.");
        ada.page().getByLabel("Ada, Platform team").check();
        ada.press("Add a commitment of your side");
        Locator promise = row("Commitment of your side 1");
        promise.getByLabel("What?").fill("Freeze the API");
        ada.press("Add a request to the other side");
        row("Request to the other side 1").getByLabel("What?").fill("Send the notes");
        ada.press("Add a decision");
        ada.press("Add a checkpoint");
        row("Checkpoint 1").getByLabel("What will you look at?").fill("Is it better?");
        ada.press("Record it all");

        assertThat(ada.text()).contains("It was not recorded").contains("Commitment of your side 1, By when");
        assertThat(row("Commitment of your side 1")).containsText("It is required");
        assertThat(row("Request to the other side 1").getByLabel("What?")).hasValue("Send the notes");
        ada.look("write-conversation-errors");
        day(
                ada.page()
                        .locator("fieldset")
                        .filter(new Locator.FilterOptions().setHasText("When did you talk?"))
                        .first(),
                TODAY.minusDays(1));
        day(row("Commitment of your side 1"), TODAY.plusDays(3));
        day(row("Request to the other side 1"), TODAY.plusDays(4));
        day(row("Checkpoint 1"), TODAY.plusDays(9));
        ada.press("Record it all");

        assertThat(ada.page().locator("[data-recorded]")).containsText("Recorded as entries");
        assertThat(ada.text())
                .contains("Freeze the API")
                .contains("Send the notes")
                .contains("Is it better?")
                .contains("Ada");
        bea.open(ada.page().url());
        bea.act("Say what you remember differently", "Record");
        assertThat(bea.text()).contains("It was not recorded");
        bea.fill("What do you remember differently?", "We also spoke about the on-call split.");
        bea.press("Record");
        bea.act("Agree with this account", "Agree");
        assertThat(bea.text()).contains("We also spoke about the on-call split.");
    }

    @Test
    void a_row_more_or_fewer_keeps_what_was_typed_also_without_scripts() {
        try (Visitor plain = new Visitor(chromium.browser(), SharedKept.url(), "Paula", false)) {
            plain.open("/");
            plain.follow("Sign up");
            plain.signUp();
            plain.open("/ledgers/new");
            plain.fill("What is this ledger about", "Alone so far");
            plain.fill("What is your own side called", "Platform team");
            plain.press("Open the ledger");
            plain.open(plain.page().url().replace("/settings", "/write/recordConversation"));
            plain.fill("What was said?", "Everything");
            plain.press("Add a guest");
            plain.page().getByLabel("Name").fill("Cleo");
            plain.press("Add a guest");
            plain.page().getByLabel("Name").nth(1).fill("Dora");
            plain.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take this out: Guest 1"))
                    .click();
            plain.page().waitForLoadState();

            assertThat(plain.page().getByLabel("Name")).hasCount(1);
            assertThat(plain.page().getByLabel("Name")).hasValue("Dora");
            assertThat(plain.page().getByLabel("What was said?")).hasValue("Everything");
            assertThat(plain.text()).doesNotContain("It was not recorded");
            day(
                    plain.page()
                            .locator("fieldset")
                            .filter(new Locator.FilterOptions().setHasText("When did you talk?"))
                            .first(),
                    TODAY.minusDays(1));
            plain.press("Record it all");
            assertThat(plain.text()).contains("Recorded as entr").contains("Dora");
        }
    }

    @Test
    void what_was_typed_comes_back_after_the_session_ended() {
        ada.open(ledger + "/write/recordConversation");
        ada.fill("What was said?", "A long account");
        ada.press("Add a guest");
        ada.page().getByLabel("Name").fill("Cleo");
        day(
                ada.page()
                        .locator("fieldset")
                        .filter(new Locator.FilterOptions().setHasText("When did you talk?"))
                        .first(),
                TODAY.minusDays(1));
        ada.loseSession();
        ada.press("Record it all");
        ada.page().getByText("Your session has ended").waitFor();
        ada.look("session-ended");
        ada.follow("Sign in and go back to the form");
        ada.signIn();

        ada.page().waitForURL("**/write/recordConversation");
        assertThat(ada.page().getByLabel("What was said?")).hasValue("A long account");
        assertThat(ada.page().getByLabel("Name")).hasValue("Cleo");
        assertThat(ada.text()).contains("What you typed before is back.");
        ada.press("Record it all");
        assertThat(ada.page().locator("[data-recorded]")).isVisible();
        ada.open(ledger + "/write/recordConversation");
        assertThat(ada.page().getByLabel("What was said?")).hasValue("");
    }

    @Test
    void without_a_network_the_page_keeps_what_was_typed_and_says_so() {
        bea.open(ledger + "/write/recordLesson");
        bea.fill("What did you learn?", "To ask earlier");
        bea.fill("What will you do differently?", "A question on the first day");
        bea.offline(true);
        bea.press("Record it");
        bea.page().getByText("Kept cannot be reached just now").waitFor();
        assertThat(bea.page().getByLabel("What did you learn?")).hasValue("To ask earlier");
        bea.offline(false);
        bea.press("Record it");
        bea.page().waitForURL("**/lessons/*");

        assertThat(bea.text()).contains("To ask earlier").contains("Recorded as entry");
    }

    @Test
    void what_was_typed_comes_back_when_the_server_was_away_and_is_sent_by_one_request() {
        bea.open(ledger + "/write/recordLesson");
        bea.fill("What did you learn?", "To look twice");
        bea.fill("What will you do differently?", "Another pair of eyes");
        List<String> sent = new CopyOnWriteArrayList<>();
        Consumer<Request> listener = request -> sent.add(request.method());
        bea.page().route("**/write/recordLesson", route -> {
            if (route.request().method().equals("POST")) {
                route.abort("connectionrefused");
            } else {
                route.resume();
            }
        });
        bea.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Record it"))
                .click();
        bea.page().waitForURL("chrome-error://**");
        bea.page().unroute("**/write/recordLesson");
        bea.open(ledger + "/write/recordLesson");

        assertThat(bea.text()).contains("What you typed before is back.");
        assertThat(bea.page().getByLabel("What did you learn?")).hasValue("To look twice");
        bea.page().onRequest(listener);
        bea.press("Record it");
        bea.page().waitForURL("**/lessons/*");
        bea.page().offRequest(listener);

        assertThat(bea.text()).contains("To look twice").contains("Recorded as entry");
        assertThat(sent).startsWith("POST", "GET").doesNotContain("HEAD");
    }

    @Test
    void whoever_was_overtaken_sees_what_changed_and_keeps_the_text() {
        String decision = decide("We release on Tuesdays", "Both teams are there on Wednesdays");
        bea.open(decision);
        ada.open(decision);
        ada.act("Take it back", "Take it back");
        bea.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Object"))
                .click();
        bea.fill("What speaks against it?", "Not in winter");
        bea.press("Object");

        assertThat(bea.text()).contains("It was not recorded").contains("took the proposed decision back");
        assertThat(bea.page().getByLabel("What speaks against it?")).hasValue("Not in winter");
        bea.look("overtaken");
    }

    @Test
    void a_decision_is_replaced_and_the_history_tells_why() {
        String first = decide("We release on Fridays", "It was always so");
        bea.open(first);
        bea.act("Agree", "Agree");
        ada.open(first);
        ada.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Propose what replaces it"))
                .click();
        ada.fill("What is to be decided?", "We release on Mondays");
        ada.fill("Why?", "Nobody has to work on a Saturday");
        ada.press("Propose");
        String second = ada.page().url();
        bea.open(second);
        bea.act("Agree", "Agree");
        bea.open(ledger + "/decisions");

        assertThat(bea.text()).contains("We release on Mondays").contains("Replaced D");
        bea.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Replaced D"))
                .first()
                .click();
        assertThat(bea.text()).contains("It was always so");
        bea.look("decisions-history");
    }

    @Test
    void a_charter_is_changed_clause_by_clause() {
        ada.open(ledger + "/charter");
        ada.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Propose a charter"))
                .click();
        ada.fill("What do both of you want?", "Fewer surprises\nQuiet weekends");
        ada.fill("How do you prefer to be reached?", "By telephone");
        ada.press("Propose");
        bea.open(ledger + "/charter");
        bea.act("Agree to it", "Agree");
        bea.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Propose to change it"))
                .click();
        Locator clause = bea.page().locator("fieldset.one").first();
        clause.getByLabel("Wording").fill("No surprises after Thursday");
        bea.page().locator("fieldset.one").nth(1).getByLabel("Leave it out").check();
        bea.press("Add a clause");
        bea.page().locator("fieldset.one").nth(3).getByLabel("Wording").fill("Ask before you page somebody");
        bea.look("write-amendment");
        bea.press("Propose these changes");
        ada.open(ledger + "/charter");
        ada.look("charter-amended");

        assertThat(ada.text())
                .contains("Fewer surprises")
                .contains("No surprises after Thursday")
                .contains("Quiet weekends")
                .contains("Ask before you page somebody");
        ada.act("Agree to it", "Agree");
        assertThat(ada.text()).contains("In force (v2)");
    }

    @Test
    void check_ins_are_proposed_in_plain_words_agreed_paused_and_ended() {
        ada.open(ledger + "/write/proposeCheckIns");
        ada.fill("What are they for?", "How is the week going?");
        day(
                ada.page()
                        .locator("fieldset")
                        .filter(new Locator.FilterOptions().setHasText("When is the first one?"))
                        .first(),
                TODAY.plusDays(2));
        ada.fill("Time", "10:00");
        ada.fill("How long is each", "15");
        ada.fill("Every", "2");
        ada.page().getByLabel("Tue").check();
        ada.page().getByLabel("Until").fill(TODAY.plusDays(90).toString());
        ada.press("Propose");
        assertThat(ada.text()).contains("Every 2 weeks on Tue, until");
        bea.open(ada.page().url());
        bea.act("Agree to these check-ins", "Agree");
        bea.act("Pause them", "Pause");
        assertThat(bea.text()).contains("paused");
        bea.act("Resume them", "Resume");
        bea.act("End them", "End them");
        assertThat(bea.text()).contains("ended");
        bea.open(ledger + "/check-ins");
    }

    @Test
    void a_concern_is_raised_apologised_for_with_a_repair_and_settled() {
        bea.open(ledger + "/write/raiseConcern");
        bea.fill("In a few words", "Paged at night for a planned change");
        bea.fill("What do both of you want?", "Calm nights");
        bea.fill("What did you observe?", "The change went out at 23:40 without a word in the channel.");
        bea.fill("What did that do to you?", "We were paged three times and lost the next morning.");
        bea.page().getByLabel("What it is 1").fill("The page log");
        bea.page().getByLabel("Its address 1").fill("https://example.org/pages");
        bea.press("Add a piece");
        bea.page().getByLabel("What it is 2").fill("Our notes");
        bea.fill("How do you ask them to respond?", "Can we talk on Tuesday?");
        bea.press("Raise it");
        String concern = bea.page().url();
        ada.open(concern);
        ada.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Apologise, and repair"))
                .click();
        ada.fill("What did it do to the other side?", "It cost you a night and a morning.");
        ada.fill("What was wrong?", "To go ahead without telling you.");
        ada.fill("What do you regret?", "That you found out by a page.");
        ada.press("Apologise");
        assertThat(ada.text()).contains("It was not recorded").contains("commitment that repairs");
        ada.fill("What will you do to repair it?", "A word in the channel before each change");
        day(
                ada.page()
                        .locator("fieldset")
                        .filter(new Locator.FilterOptions().setHasText("By when?"))
                        .first(),
                TODAY.plusDays(5));
        ada.press("Apologise");
        assertThat(ada.text()).contains("It cost you a night").contains("A word in the channel before each change");
        ada.act("Say that you are ready to move on", "We are ready");
        assertThat(ada.text()).contains("Take back that you are ready");
        ada.look("concern-ready");
        bea.open(concern);
        bea.act("Say that you are ready to move on", "We are ready");
        assertThat(bea.text()).contains("settled");
    }

    @Test
    void feedback_is_asked_for_given_and_acted_upon_with_what_shows_it() {
        ada.open(ledger + "/write/makeCommitment");
        ada.fill("What?", "Reviews on Monday");
        day(
                ada.page()
                        .locator("fieldset")
                        .filter(new Locator.FilterOptions().setHasText("By when?"))
                        .first(),
                TODAY.plusDays(7));
        ada.press("Make this commitment");
        ada.open(ledger + "/write/askFeedback");
        ada.fill("What would you like to hear about?", "What should we do differently in reviews?");
        ada.press("Ask for it");
        bea.open(ada.page().url());
        bea.act("Give feedback", "Give it");
        assertThat(bea.text()).contains("It was not recorded");
        bea.fill("What do you want to say?", "Shorter ones, and earlier.");
        bea.press("Give it");
        ada.open(bea.page().url());
        ada.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Say what you did about it"))
                .click();
        ada.fill("What did you do about it?", "Reviews begin on Monday now.");
        ada.page()
                .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Reviews on Monday"))
                .locator("visible=true")
                .first()
                .check();
        ada.press("Record");
        assertThat(ada.text())
                .contains("Reviews begin on Monday now.")
                .contains("Reviews on Monday")
                .contains("acted upon");
    }

    @Test
    void long_words_and_other_scripts_break_nothing() {
        String word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2);
        ada.open(ledger + "/write/makeCommitment");
        ada.fill("What?", word);
        ada.fill("What belongs to it", "هذا النص مكتوب من اليمين إلى اليسار، وفيه كلمة Kept في الوسط.");
        day(
                ada.page()
                        .locator("fieldset")
                        .filter(new Locator.FilterOptions().setHasText("By when?"))
                        .first(),
                TODAY.plusDays(7));
        ada.press("Make this commitment");
        assertThat(ada.page().locator("h1")).containsText("Donaudampf");
        ada.look("commitment-long-words");
        ada.open(ledger + "/timeline?q=" + word.substring(0, 20));
        ada.open(ledger + "/timeline");
        ada.look("timeline-of-everything");
        ada.open(ledger + "/timeline?kind=commitment&side=A");
        assertThat(ada.text()).contains("Donaudampf").doesNotContain("raised a concern");
    }

    private static String decide(String statement, String rationale) {
        ada.open(ledger + "/write/proposeDecision");
        ada.fill("What is to be decided?", statement);
        ada.fill("Why?", rationale);
        ada.page().getByLabel("What 1").fill("Leave it as it is");
        ada.page().getByLabel("Why not 1").fill("It wears us out");
        ada.press("Propose");
        ada.page().waitForURL("**/decisions/*");
        ada.page().waitForLoadState(LoadState.DOMCONTENTLOADED);
        return ada.page().url();
    }

    /** A row of a group by its legend. */
    private static Locator row(String legend) {
        return ada.page()
                .getByRole(
                        AriaRole.GROUP,
                        new Page.GetByRoleOptions().setName(legend).setExact(true));
    }

    private static void day(Locator within, LocalDate day) {
        within.getByLabel("Day", new Locator.GetByLabelOptions().setExact(true))
                .first()
                .fill(day.toString());
    }
}
