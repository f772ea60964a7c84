package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kept.endtoend.Program;
import dev.kept.endtoend.SharedKept;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sides and their mediator, each at a browser of their own, from the first visit to what is settled. */
class ThreeBrowsersTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Berlin"));

    private static Chromium chromium;

    @TempDir
    private static Path downloads;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    void two_sides_and_a_mediator_go_from_a_charter_to_what_is_settled() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
                Visitor bea = new Visitor(chromium.browser(), SharedKept.url(), "Bea");
                Visitor mia = new Visitor(chromium.browser(), SharedKept.url(), "Mia");
                Program program = new Program()) {
            String ledger = together(ada, bea);
            String secret = tell(ada, program, ledger);
            agreeOnGroundRules(ada, bea, ledger);
            talk(ada, bea, ledger);
            apologise(ada, bea, ledger);
            admit(ada, bea, mia, ledger);
            String commitment = renegotiateMissAndDeliverLate(ada, bea, ledger);
            dispute(ada, bea, commitment);
            find(ada, bea, mia, ledger, commitment);
            lookAround(ada, bea, mia, ledger);
            knowsItAll(program, secret, ada, ledger);
            takeAway(bea, ledger);

            for (Visitor each : List.of(ada, bea, mia)) {
                // What was refused once, on purpose.
                assertThat(each.complaints())
                        .filteredOn(complaint ->
                                !complaint.contains("400") && !complaint.contains("404") && !complaint.contains("409"))
                        .isEmpty();
            }
        }
    }

    private static String together(Visitor ada, Visitor bea) {
        ada.open("/");
        ada.follow("Sign up");
        ada.signUp();
        ada.open("/ledgers/new");
        ada.fill("What is this ledger about", "Working together after release 4.2");
        ada.fill("What is your own side called", "Platform team");
        send(ada);
        ada.fill("What is the other side called", "Mobile team");
        ada.press("Make an invitation");
        bea.open(ada.page().getByLabel("Link to hand over").inputValue());
        bea.follow("Sign up and join");
        bea.signUp();
        bea.page().getByText("asks you to join the ledger").waitFor();
        bea.fill("What is your side called", "Mobile team");
        bea.press("Join");
        bea.page().waitForURL("**/ledgers/*");
        return bea.page().url();
    }

    /** A program of Ada's is to hear of everything from now on. */
    private static String tell(Visitor ada, Program program, String ledger) {
        ada.open(ledger + "/settings");
        ada.follow("Webhooks");
        ada.fill("Where do messages go?", "https://10.0.0.1/inside");
        ada.press("Add it");
        assertThat(ada.text()).contains("It was not recorded").contains("private, local or reserved address");
        ada.look("webhooks-refused");
        ada.fill("Where do messages go?", program.url());
        ada.fill("What is it for?", "Our dashboard");
        ada.press("Add it");
        String secret = ada.page().getByLabel("Secret of the webhook").inputValue();
        ada.look("webhooks-secret");
        ada.open(ledger + "/settings/webhooks");
        assertThat(ada.text()).contains("Our dashboard", "Entries are sent.").doesNotContain(secret);
        return secret;
    }

    /** In order, from the first entry after it was made to the last, each signed. */
    private static void knowsItAll(Program program, String secret, Visitor ada, String ledger) {
        ada.open(ledger + "/settings/webhooks");
        long head = Long.parseLong(
                        ada.page().locator("footer a").first().innerText().split(" ")[0])
                - 1;
        Instant patience = Clock.systemUTC().instant().plus(Duration.ofSeconds(20));
        while (!program.sequences().contains(head)
                && Clock.systemUTC().instant().isBefore(patience)) {
            Thread.onSpinWait();
        }
        long first = program.sequences().getFirst();
        assertThat(program.sequences())
                .isEqualTo(LongStream.rangeClosed(first, head).boxed().toList())
                .hasSizeGreaterThan(30);
        assertThat(program.messages())
                .allSatisfy(message -> assertThat(message.isSignedBy(secret)).isTrue());
        ada.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Last attempts"))
                .click();
        ada.look("webhooks");
        begin(ada, "Make a new secret");
        end(ada, "Make a new secret");
        assertThat(ada.page().getByLabel("Secret of the webhook").inputValue()).isNotEqualTo(secret);
        ada.press("Send a test message");
        assertThat(ada.text()).contains("The test message arrived");
        ada.press("Pause");
        assertThat(ada.text()).contains("It is paused.", "Let it go on");
        begin(ada, "Change it");
        ada.fill("What is it for?", "Our old dashboard");
        ada.look("webhooks-change");
        end(ada, "Change it");
        assertThat(ada.text()).contains("Our old dashboard");
        begin(ada, "Remove it");
        end(ada, "Remove it");
        assertThat(ada.text()).contains("There is none yet.");
    }

    /** Bea takes the record away, and a third person with the key alone checks it. */
    private static void takeAway(Visitor bea, String ledger) {
        bea.open(ledger + "/protection");
        bea.look("protection");
        String key = bea.page()
                .locator("dt", new Page.LocatorOptions().setHasText("Key of this record"))
                .locator("+ dd")
                .innerText();

        TakenRecord whole = TakenRecord.by(bea, bea.page().getByText("the whole record with its proof"), downloads);

        assertThat(whole.files().keySet())
                .contains("document.pdf", "document.html")
                .last()
                .isEqualTo("checkpoint");
        assertThat(whole.text("document.html"))
                .contains(whole.text("checkpoint").split("\n\n")[0], "How to check this document")
                .contains("Notes on every interface that changes in 4.3");
        assertThat(whole.verified(key))
                .startsWith("0 HOLDS.\nAll " + whole.size() + " entries")
                .contains("document.html names the head of this export", "document.pdf names the head of this export");
        int entry = whole.size() / 2;
        assertThat(whole.withOneByteChangedIn(entry).verified(key))
                .startsWith("1 DOES NOT HOLD.")
                .contains("Entry " + entry + " was changed: it is not the one that the head was signed over.");

        bea.page().getByText("Leave words out of a download").click();
        bea.fill("Entries whose words are left out", "0");
        bea.fill("Entries whose receipts go along", "1");
        TakenRecord redacted = TakenRecord.by(
                bea, bea.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Download")), downloads);

        assertThat(redacted.files()).containsKey("receipts/001.tlog-proof");
        assertThat(redacted.text("document.html"))
                .contains("The texts of these entries are left out of this export: 0.")
                .contains("A ledger whose title is left out")
                .doesNotContain("Working together after release 4.2");
        assertThat(redacted.verified(key))
                .startsWith("0 HOLDS.")
                .contains("3 texts were left out of this export (entry 0)");

        bea.fill("Entries whose words are left out", "three");
        bea.press("Download");
        assertThat(bea.text()).doesNotContain("How this record is protected");
    }

    private static void agreeOnGroundRules(Visitor ada, Visitor bea, String ledger) {
        ada.open(ledger + "/charter");
        begin(ada, "Propose a charter");
        ada.fill("What do both of you want?", "Releases that nobody has to fear");
        ada.fill("What do you expect of each other?", "We answer review requests within one working day");
        end(ada, "Propose a charter");
        bea.open(ledger + "/charter");
        act(bea, "Agree to it");
        assertThat(bea.text()).contains("In force").contains("within one working day");
    }

    private static void talk(Visitor ada, Visitor bea, String ledger) {
        ada.open(ledger + "/write/recordConversation");
        day(ada, TODAY.minusDays(1));
        ada.fill("What was said?", "We went through the outage hour by hour. Both of us want one place for changes.");
        send(ada);
        assertThat(ada.text()).contains("hour by hour");
        bea.open(ada.page().url());
        act(bea, "Agree with this account");
        assertThat(bea.text()).contains("acknowledged");
    }

    /** Kept as a draft, read by somebody whom Bea trusts, put in other words, and only then raised. */
    private static void haveItRead(Visitor bea, Visitor ada, String ledger) {
        bea.page().locator("select[name=cools-until]").selectOption("none");
        bea.press("Keep as a draft");
        String draft = bea.page().url();
        bea.press("Make a link");
        String link = bea.page().getByLabel("Hand this link").inputValue();
        try (Visitor noor = new Visitor(bea.page().context().browser(), SharedKept.url(), "Noor")) {
            noor.open("/");
            noor.follow("Sign up");
            noor.signUp();
            noor.open(link);
            noor.press("Read it");
            assertThat(noor.text()).contains("Why did you hide it from us?");
            noor.fill("What do you think of it?", "You do not know that they hid it. Ask for what you need.");
            noor.press("Comment");
        }
        ada.open(draft);
        assertThat(ada.text()).contains("There is nothing here");
        ada.open(ledger + "/concerns");
        assertThat(ada.text()).doesNotContain("Changes without a word before");
        bea.open(draft);
        assertThat(bea.text()).contains("Ask for what you need.");
        bea.fill("How do you ask them to respond?", "How could we hear of it a day earlier?");
        bea.press("Release: Raise it");
        bea.page().waitForURL("**/concerns/*");
    }

    private static void apologise(Visitor ada, Visitor bea, String ledger) {
        bea.open(ledger + "/write/raiseConcern");
        bea.fill("In a few words, what is it about?", "Changes without a word before");
        bea.fill("What do both of you want?", "A release evening without surprises");
        bea.fill("What did you observe?", "You never tell us when the interface changes.");
        bea.fill("What did that do to you?", "We lost the weekend, and the trust to plan the next one.");
        bea.fill("How do you ask them to respond?", "Why did you hide it from us?");
        bea.press("Check the tone");
        assertThat(bea.page().locator("ul.tone").first().innerText())
                .contains("You never tell", "An absolute", "More gently");
        bea.fill("What did you observe?", "The interface changed on Thursday evening; we read of it on Friday.");
        haveItRead(bea, ada, ledger);
        assertThat(bea.text()).contains("read of it on Friday").doesNotContain("You never tell");
        String concern = bea.page().url();
        ada.open(concern);
        begin(ada, "Apologise, and repair");
        ada.fill("What did it do to the other side?", "You lost a weekend to something we knew on Thursday.");
        ada.fill("What was wrong?", "We told nobody before we changed it.");
        ada.fill("What do you regret?", "That you had to find out by yourselves.");
        ada.fill("What will you do to repair it?", "A notice a day before every change");
        day(ada, TODAY.plusDays(10));
        end(ada, "Apologise, and repair");
        ada.open(concern);
        assertThat(ada.text()).contains("You lost a weekend");
        act(ada, "Say that you are ready to move on");
        bea.open(concern);
        act(bea, "Say that you are ready to move on");
        assertThat(bea.text()).contains("settled");
    }

    private static void admit(Visitor ada, Visitor bea, Visitor mia, String ledger) {
        ada.open(ledger + "/settings");
        begin(ada, "Propose a mediator");
        ada.fill("Whom do you propose?", "Mia");
        ada.fill("Why this person?", "She has worked with both teams.");
        end(ada, "Propose a mediator");
        String link = ada.page().getByLabel("Link to hand over").inputValue();
        mia.open(link);
        mia.page().getByText("asks you to mediate").waitFor();
        mia.look("invitation-mediator");
        mia.follow("Sign up and join");
        mia.signUp();
        mia.page().getByText("asks you to mediate").waitFor();
        mia.fill("What ties you to either side", "I led the platform team until 2023. Nothing since.");
        mia.look("invitation-mediator-signed-in");
        mia.press("Agree to mediate");
        mia.page().getByText("You agreed to mediate").first().waitFor();
        mia.look("candidacy");
        ada.open(ledger + "/settings");
        ada.look("settings-candidate");
        act(ada, "Admit the mediator");
        bea.open("/");
        assertThat(bea.text()).contains("Admit or decline the mediator");
        bea.open(ledger + "/settings");
        act(bea, "Admit the mediator");
    }

    private static String renegotiateMissAndDeliverLate(Visitor ada, Visitor bea, String ledger) {
        ada.open(ledger + "/write/makeCommitment");
        ada.fill("What?", "Notes on every interface that changes in 4.3");
        ada.fill("How will we see that it is kept?", "Both of us find every changed field in them.");
        day(ada, TODAY.plusDays(3));
        send(ada);
        String commitment = ada.page().url();
        begin(ada, "Propose other terms");
        day(ada, TODAY.plusDays(5));
        ada.fill("Why?", "Two of us are ill; we see that now and not on the day.");
        end(ada, "Propose other terms");
        assertThat(ada.page().url()).startsWith(commitment);
        bea.open(commitment);
        act(bea, "Accept the other terms");
        ada.open(commitment);
        begin(ada, "Admit that the date will not be met");
        ada.fill("How it came about", "We underestimated the payment interface.");
        end(ada, "Admit that the date will not be met");
        assertThat(ada.text()).contains("missed");
        begin(ada, "Deliver");
        ada.fill("What did you deliver?", "The notes, with all fields of orders and payments.");
        end(ada, "Deliver");
        assertThat(ada.text()).contains("delivered late, awaiting confirmation");
        return commitment;
    }

    private static void dispute(Visitor ada, Visitor bea, String commitment) {
        bea.open("/reminders");
        assertThat(bea.text()).contains("Confirm or dispute the delivery");
        bea.open(commitment);
        begin(bea, "Dispute the delivery");
        bea.fill("What is not done?", "The refund fields are not in the notes we were given.");
        end(bea, "Dispute the delivery");
        assertThat(bea.text()).contains("disputed");
        bea.open("/reminders");
        assertThat(bea.text()).doesNotContain("Confirm or dispute the delivery");
        ada.open(commitment);
        assertThat(ada.text()).contains("The refund fields");
        bea.open(commitment.replaceAll("/commitments/.*", "/review"));
        begin(bea, "Take it to the mediator");
        bea.fill("What keeps you from settling it", "We read “all fields” differently.");
        end(bea, "Take it to the mediator");
    }

    private static void find(Visitor ada, Visitor bea, Visitor mia, String ledger, String commitment) {
        mia.open("/");
        assertThat(mia.text()).contains("you mediate").contains("Settle the dispute");
        mia.follow("Working together after release 4.2");
        assertThat(mia.text()).contains("The refund fields").contains("with all fields of orders");
        mia.look("review-mediator");
        begin(mia, "Ask a question");
        mia.look("review-asking");
        mia.fill("What do you ask?", "Where did each of you expect the refund fields to stand?");
        end(mia, "Ask a question");
        begin(mia, "Record a finding on this dispute");
        mia.page().getByLabel("What do you find?").locator("visible=true").fill("A finding without an answer");
        end(mia, "Record a finding on this dispute");
        assertThat(mia.text()).contains("It was not recorded");
        mia.look("finding-error");
        mia.page().getByLabel("Yes: as kept").check();
        mia.page()
                .getByLabel("What do you find?")
                .fill("The refund fields stand in the chapter on payments. The notes hold them, where one side did not"
                        + " look.");
        send(mia);
        assertThat(mia.text()).contains("waits for both sides");

        ada.open(ledger + "/review");
        ada.look("review-party");
        begin(ada, "Answer the mediator");
        ada.fill("What do you answer?", "In the chapter on payments.");
        end(ada, "Answer the mediator");
        act(ada, "Accept the finding");
        bea.open(ledger + "/review");
        begin(bea, "Answer the mediator");
        bea.fill("What do you answer?", "In a chapter of their own, as in 4.1.");
        end(bea, "Answer the mediator");
        act(bea, "Accept the finding");
        assertThat(bea.text()).contains("accepted by both sides").contains("Nothing is disputed");
        bea.look("review-settled");
        bea.follow("This finding alone");
        assertThat(bea.text()).contains("It resolved the dispute");
        bea.open(ledger + "/review");
        bea.follow("This question alone");
        bea.open(commitment);
        assertThat(bea.text()).contains("kept late");
        bea.look("commitment-resolved");
    }

    private static void lookAround(Visitor ada, Visitor bea, Visitor mia, String ledger) {
        ada.open(ledger + "/dashboard");
        assertThat(ada.text()).contains("0 of 1");
        ada.open("/dashboard");
        ada.page().locator(".counts a").first().click();
        assertThat(ada.text()).contains("Notes on every interface");

        bea.open(ledger + "/timeline");
        bea.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Who has read what"))
                .click();
        bea.press("Say that I read this");
        bea.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Who has read what"))
                .click();
        assertThat(bea.text()).contains("read entries 0 to");
        bea.look("timeline-read");
        bea.open(ledger + "/entries/2");
        assertThat(bea.text()).contains("Who has read it").contains("Bea");
        bea.open(ledger + "/entries/3");
        bea.follow("Take texts out of this entry");
        bea.page().locator("input[type=checkbox]").first().check();
        send(bea);
        ada.open(ledger + "/settings");
        assertThat(ada.text()).contains("Erased texts").contains("proposed");
        ada.look("settings-erasure");
        act(ada, "Agree to erase it");
        assertThat(ada.text()).contains("both sides agreed");
        ada.open(ledger + "/settings");
        assertThat(ada.text())
                .contains("It cannot be closed now.")
                .contains("still open, or wait for an answer")
                .doesNotContain("Propose to close the ledger");
        ada.look("closing-refused");
        bea.open(ledger + "/settings");
        assertThat(bea.text()).contains("This ledger is open");
        mia.open("/me");
        assertThat(mia.text()).contains("mediator");
        mia.open(ledger + "/settings");
        mia.look("settings-mediator");
    }

    /** Opens one of the actions of a page, to be filled in. */
    private static void begin(Visitor visitor, String action) {
        action(visitor, action).locator("summary").click();
    }

    private static void end(Visitor visitor, String action) {
        press(visitor, action(visitor, action).locator("button[type=submit]:not([name])"));
    }

    private static void act(Visitor visitor, String action) {
        begin(visitor, action);
        end(visitor, action);
    }

    /** Waits for the page that a form leads to: it knows what was recorded, and so does every page that is opened later. */
    private static void press(Visitor visitor, Locator buttons) {
        buttons.last().click();
        visitor.arrive();
    }

    private static Locator action(Visitor visitor, String action) {
        Locator summary = visitor.page().locator("summary", new Page.LocatorOptions().setHasText(action));
        return visitor.page()
                .locator("details.action", new Page.LocatorOptions().setHas(summary))
                .first();
    }

    /** Sends the form that fills the page. */
    private static void send(Visitor visitor) {
        press(
                visitor,
                visitor.page()
                        .locator("main form.form button[type=submit]:not([name])")
                        .locator("visible=true"));
    }

    private static void day(Visitor visitor, LocalDate day) {
        visitor.page()
                .locator("main input[type=date]")
                .locator("visible=true")
                .first()
                .fill(day.toString());
    }
}
