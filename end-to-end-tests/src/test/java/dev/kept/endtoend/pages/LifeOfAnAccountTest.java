package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import dev.kept.endtoend.RunningKept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at one browser, from signing up to leaving, at a Kept that sends mail. */
@Tag("long")
class LifeOfAnAccountTest {

    private static final String PASSWORD = "four other calm words";
    private static final String FILE = "report.txt";
    private static final byte[] REPORT = "What the outage cost us".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder = Path.of("");

    private static void sees(Visitor visitor, String text) {
        visitor.page().getByText(text).first().waitFor();
    }

    @Test
    void somebody_signs_up_comes_back_without_the_password_takes_a_passkey_works_and_leaves_with_everything()
            throws IOException {
        try (Mailbox mails = new Mailbox();
                RunningKept kept = RunningKept.up(folder.resolve("data"), mails.options());
                Chromium chromium = Chromium.start();
                Visitor ada = new Visitor(chromium.browser(), kept.url(), "Ada");
                Visitor bea = new Visitor(chromium.browser(), kept.url(), "Bea")) {
            signsUpAndConfirmsTheAddress(ada, mails);
            losesThePasswordAndComesBack(ada, mails);
            VirtualAuthenticator device = addsAPasskey(ada, mails);
            signsInByIt(ada, device);
            String ledger = opensALedgerWith(bea, ada);
            givesAFileAsEvidence(ada, ledger);
            findsIt(ada);
            takesTheRecordAlong(ada, ledger);
            takesTheAccountAlong(ada);
            closesTheAccount(ada, device, mails);

            // That a password was wrong and a confirmation missing is what the browser says of their status.
            assertThat(ada.complaints()).allMatch(complaint -> complaint.contains("status of 400"));
        }
    }

    private static void signsUpAndConfirmsTheAddress(Visitor ada, Mailbox mails) {
        ada.open("/");
        ada.follow("Sign up");
        ada.signUp();
        ada.open(mails.link("Confirm your e-mail address for Kept"));
        ada.press("Yes, confirm it");
        sees(ada, "Your e-mail address is confirmed.");
    }

    private static void losesThePasswordAndComesBack(Visitor ada, Mailbox mails) {
        ada.loseSession();
        ada.open("/");
        ada.follow("Sign in");
        ada.signIn(ada.email(), "not the password any more");
        sees(ada, "The e-mail address or the password is not right.");
        ada.follow("Forgotten password");
        ada.fill("E-mail address", ada.email());
        ada.press("Send a link");
        sees(ada, "a link is on its way there");
        ada.open(mails.link("A new password for Kept"));
        ada.fill("New password", PASSWORD);
        ada.press("Set the password");
        sees(ada, "Your new password is set");
        ada.signIn(ada.email(), PASSWORD);
        sees(ada, "Sign out");
    }

    private static VirtualAuthenticator addsAPasskey(Visitor ada, Mailbox mails) {
        VirtualAuthenticator device = new VirtualAuthenticator(ada.page());
        ada.open("/account");
        ada.follow("Passkeys");
        ada.fill("Name", "Pocket");
        ada.fill("Password", PASSWORD);
        ada.press("Add a passkey");
        ada.press("Create it on this device");
        sees(ada, "Your passkey is added.");
        mails.mail("A passkey was added to your account at Kept");
        ada.follow("Remove the password");
        ada.press("Use a passkey instead");
        sees(ada, "Confirmed. Now send the form");
        ada.press("Remove the password");
        sees(ada, "Your password is removed.");
        mails.mail("Your password for Kept was removed");
        return device;
    }

    private static void signsInByIt(Visitor ada, VirtualAuthenticator device) {
        ada.loseSession();
        device.touched(false);
        ada.open("/");
        ada.follow("Sign in");
        // The browser offers it in the field of the e-mail address.
        device.touched(true);
        sees(ada, "Sign out");
    }

    private static String opensALedgerWith(Visitor bea, Visitor ada) {
        ada.open("/ledgers/new");
        ada.fill("What is this ledger about", "After the outage");
        ada.fill("What is your own side called", "Platform team");
        ada.press("Open the ledger");
        ada.fill("What is the other side called", "Mobile team");
        ada.press("Make an invitation");
        bea.open(ada.page().getByLabel("Link to hand over").inputValue());
        bea.follow("Sign up and join");
        bea.signUp();
        bea.fill("What is your side called", "Mobile team");
        bea.press("Join");
        bea.page().waitForURL(Pattern.compile(".*/ledgers/[0-9a-f-]{36}"));
        return bea.page().url();
    }

    private static void givesAFileAsEvidence(Visitor ada, String ledger) {
        ada.open(ledger + "/write/proposeDecision");
        ada.fill("What is to be decided", "We release on Tuesdays");
        ada.fill("Why", "Both teams are there on Wednesdays");
        ada.fill("What it is", "The report");
        ada.page().locator("input[type=file]").first().setInputFiles(new FilePayload(FILE, "text/plain", REPORT));
        ada.press("Propose");
        ada.page().getByText(FILE).first().waitFor();
    }

    private static void findsIt(Visitor ada) {
        ada.open("/search");
        ada.fill("Words in any of your ledgers", "Tuesdays");
        ada.press("Search");
        ada.page()
                .locator("ol.entries")
                .getByText("We release on Tuesdays")
                .first()
                .waitFor();
    }

    private void takesTheRecordAlong(Visitor ada, String ledger) {
        ada.open(ledger + "/protection");

        TakenRecord whole = TakenRecord.by(ada, ada.page().getByText("the whole record with its proof"), folder);

        assertThat(whole.files().values()).anyMatch(file -> Arrays.equals(file, REPORT));
        assertThat(whole.text("document.html")).contains("After the outage");
    }

    private static void takesTheAccountAlong(Visitor ada) throws IOException {
        ada.open("/account");
        Download download = ada.page().waitForDownload(() -> ada.follow("Download all that your account holds"));
        JsonNode held = JsonMapper.shared().readTree(Files.readString(download.path()));
        assertThat(held.path("email").asString()).isEqualTo(ada.email());
        assertThat(held.path("hasPassword").asBoolean()).isFalse();
        assertThat(held.path("passkeys").path(0).path("name").asString()).isEqualTo("Pocket");
    }

    private static void closesTheAccount(Visitor ada, VirtualAuthenticator device, Mailbox mails) {
        ada.follow("Close the account");
        ada.press("Close my account");
        sees(ada, "Confirm with a passkey first.");
        ada.press("Confirm with a passkey");
        sees(ada, "Confirmed. Now send the form");
        device.touched(false);
        ada.press("Close my account");
        sees(ada, "Your account is closed");
        mails.mail("Your account at Kept is closed");
        ada.open("/account");
        assertThat(ada.page().url()).endsWith("/sign-in");
    }
}
