package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.kept.endtoend.Person;
import dev.kept.endtoend.SharedKept;
import dev.kept.endtoend.TwoParties;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    /** Somebody signed in, at the page of a ledger of theirs. */
    private static Visitor inALedger(boolean scripts) {
        return inALedger(scripts, new TwoParties[1]);
    }

    /** @param met gets the ledger's people */
    private static Visitor inALedger(boolean scripts, TwoParties[] met) {
        String email = "ada-" + UUID.randomUUID() + "@example.org";
        Person ada = Person.signUp(SharedKept.url(), "Ada", email);
        Person bea = Person.signUp(SharedKept.url(), "Bea", "bea-" + UUID.randomUUID() + "@example.org");
        TwoParties parties = TwoParties.meet(ada, bea);
        met[0] = parties;
        ada.getAtLeast(2, parties.path("")).expect(200);
        Visitor visitor = new Visitor(chromium.browser(), SharedKept.url(), "Ada", scripts);
        visitor.open("/");
        visitor.follow("Sign in");
        visitor.signIn(email, "a long pass phrase of Ada");
        visitor.open("/ledgers/" + parties.ledger());
        return visitor;
    }

    private static String ledgerOf(Visitor visitor) {
        return visitor.page().url();
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
            // That the form came back is what the browser says of its status.
            assertThat(ada.complaints()).allMatch(complaint -> complaint.contains("status of 400"));
        }
    }

    @Test
    void a_file_is_downloaded_from_a_concern_and_from_a_delivery_until_it_is_erased() throws IOException {
        TwoParties[] met = new TwoParties[1];
        try (Visitor visitor = inALedger(true, met)) {
            TwoParties parties = met[0];
            Person ada = parties.ada();
            Map<String, Object> concern = new HashMap<>(Map.of("evidence", evidence(parties)));
            List.of("title", "purpose", "behaviour", "impact", "invitation").forEach(each -> concern.put(each, "x"));
            String raised =
                    ada.post(parties.path("/concerns"), concern).expect(201).text("id");
            TwoParties.Promise promise = parties.promise(Duration.ofDays(3));
            long delivered = ada.post(promise.path() + "/deliveries", Map.of("evidence", evidence(parties)))
                    .expect(200)
                    .body()
                    .get("sequence")
                    .asLong();
            ada.getAtLeast(delivered, promise.path()).expect(200);

            for (String item : List.of("/concerns/" + raised, "/commitments/" + promise.id())) {
                visitor.open("/ledgers/" + parties.ledger() + item);
                Download download = visitor.page()
                        .waitForDownload(() -> visitor.page()
                                .locator(".evidence .file a")
                                .first()
                                .click());
                assertThat(Files.readAllBytes(download.path())).isEqualTo(bytes);
            }

            visitor.open("/ledgers/" + parties.ledger() + "/entries/" + delivered + "/erasure");
            visitor.page()
                    .getByLabel("File: " + NAME, new Page.GetByLabelOptions().setExact(true))
                    .check();
            visitor.press("Erase for good");
            visitor.open("/ledgers/" + parties.ledger() + "/commitments/" + promise.id());
            assertThat(visitor.text()).contains("This file was erased.");
            assertThat(visitor.page().locator(".evidence .file a").count()).isZero();
        }
    }

    @Test
    void a_picture_is_shown_small_beside_its_name_until_it_is_erased() throws IOException {
        TwoParties[] met = new TwoParties[1];
        try (Visitor visitor = inALedger(true, met)) {
            TwoParties parties = met[0];
            ByteArrayOutputStream picture = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(1200, 800, BufferedImage.TYPE_INT_RGB), "png", picture);
            String file = parties.ada()
                    .upload(parties.path("/files"), "board.png", picture.toByteArray(), "Content-Type", "image/png")
                    .expect(201)
                    .text("file");
            Person.Answer talked = parties.ada()
                    .post(
                            parties.path("/conversations"),
                            Map.of(
                                    "occurred", "2026-01-15",
                                    "zone", "Europe/Berlin",
                                    "synopsis", "We drew it on the board",
                                    "evidence", List.of(Map.of("label", "The board", "file", file))))
                    .expect(201);
            long sequence = talked.body().get("sequence").asLong();
            parties.ada()
                    .getAtLeast(sequence, parties.path("/conversations/" + talked.text("id")))
                    .expect(200);

            for (String page : List.of("/conversations/" + talked.text("id"), "/timeline", "/entries/" + sequence)) {
                visitor.open("/ledgers/" + parties.ledger() + page);
                Locator preview =
                        visitor.page().getByAltText("Preview of board.png").first();
                preview.scrollIntoViewIfNeeded();
                visitor.page()
                        .waitForCondition(() ->
                                preview.evaluate("each => each.naturalWidth").equals(320));
            }

            visitor.open("/ledgers/" + parties.ledger() + "/entries/" + sequence + "/erasure");
            visitor.page()
                    .getByLabel("File: board.png", new Page.GetByLabelOptions().setExact(true))
                    .check();
            visitor.press("Erase for good");
            visitor.open("/ledgers/" + parties.ledger() + "/conversations/" + talked.text("id"));
            assertThat(visitor.text()).contains("This file was erased.");
            assertThat(visitor.page().locator("img.preview").count()).isZero();
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_conversations_form_takes_its_minutes(boolean scripts) throws IOException {
        try (Visitor ada = inALedger(scripts)) {
            String ledger = ledgerOf(ada);
            ada.open(ledger + "/write/recordConversation");
            ada.fill("What it is", "The minutes");
            file(ada, 0).setInputFiles(new FilePayload(NAME, "application/pdf", bytes));
            ada.press("Record it all");
            assertThat(ada.text()).contains("It was not recorded").contains("Without " + NAME);
        }
    }

    private List<Map<String, String>> evidence(TwoParties parties) {
        String file = parties.ada()
                .upload(parties.path("/files"), NAME, bytes)
                .expect(201)
                .text("file");
        return List.of(Map.of("label", "The report", "file", file));
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
            file(ada, 0)
                    .setInputFiles(new FilePayload("gnp.\u202Eexe", "image/png", "x".getBytes(StandardCharsets.UTF_8)));
            ada.press("Propose");

            assertThat(ada.text()).contains("marks that change the direction of writing");
        }
    }
}
