package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import dev.kept.endtoend.SharedKept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence chosen as a file in a form, with scripts and without. */
class FilesInBrowsersTest {

    private static final String NAME = "Bericht für März.pdf";

    private static Chromium chromium;

    /** More than a form without files may be. */
    private final byte[] bytes = new byte[700_000];

    FilesInBrowsersTest() {
        new Random(7).nextBytes(bytes);
    }

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    private static Visitor inALedger(boolean scripts) {
        Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada", scripts);
        ada.open("/");
        ada.follow("Sign up");
        ada.signUp();
        ada.open("/ledgers/new");
        ada.fill("What is this ledger about", "After the outage");
        ada.fill("What is your own side called", "Platform team");
        ada.press("Open the ledger");
        return ada;
    }

    private static String ledgerOf(Visitor visitor) {
        return visitor.page().url().replaceFirst("(/ledgers/[0-9a-f-]+).*", "$1");
    }

    private static Locator file(Visitor visitor, int row) {
        return visitor.page().locator("input[type=file]").nth(row);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_is_kept_while_the_form_comes_back_and_is_downloaded_from_the_item_and_the_timeline(boolean scripts)
            throws IOException {
        try (Visitor ada = inALedger(scripts)) {
            String ledger = ledgerOf(ada);
            ada.open(ledger + "/write/proposeDecision");
            ada.fill("What it is", "The report");
            file(ada, 0).setInputFiles(new FilePayload(NAME, "application/pdf", bytes));
            ada.press("Add a piece");
            assertThat(ada.page().getByText("Without " + NAME)).isVisible();
            ada.fill("What is to be decided", "We release on Tuesdays");
            ada.press("Propose");
            assertThat(ada.text()).contains("It was not recorded").contains("Without " + NAME);
            ada.fill("Why", "Both teams are there on Wednesdays");
            ada.press("Propose");

            ada.page().getByText(NAME).first().waitFor();
            assertThat(ada.text()).contains("(application/pdf, 684 KB)");
            Download download = ada.page()
                    .waitForDownload(() -> ada.page().getByText(NAME).first().click());
            assertThat(download.suggestedFilename()).isEqualTo(NAME);
            assertThat(Files.readAllBytes(download.path())).isEqualTo(bytes);
            ada.open(ledger + "/timeline");
            assertThat(ada.text()).contains(NAME);
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_that_is_refused_is_said_so_beside_its_field_and_nothing_else_is_lost(boolean scripts) {
        try (Visitor ada = inALedger(scripts)) {
            ada.open(ledgerOf(ada) + "/write/proposeDecision");
            ada.fill("What is to be decided", "We release on Tuesdays");
            ada.fill("Why", "Both teams are there on Wednesdays");
            ada.fill("What it is", "The report");
            file(ada, 0).setInputFiles(new FilePayload("empty.txt", "text/plain", new byte[0]));
            ada.press("Propose");

            assertThat(ada.text()).contains("It was not recorded").contains("The file is empty.");
            assertThat(ada.page().getByLabel("What is to be decided")).hasValue("We release on Tuesdays");
            file(ada, 0).setInputFiles(new FilePayload(
                    "gnp.\u202Eexe", "image/png", "x".getBytes(StandardCharsets.UTF_8)));
            ada.press("Propose");

            assertThat(ada.text()).contains("marks that change the direction of writing");
        }
    }
}
