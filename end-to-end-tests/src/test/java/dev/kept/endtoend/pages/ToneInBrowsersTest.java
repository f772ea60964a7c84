package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.kept.endtoend.SharedKept;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody who asks how it may sound, with and without scripts. */
class ToneInBrowsersTest {

    private static final String HARD = "You ignored our warning. Could you call me on Monday?";

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    /** On the form for a concern, in a ledger of one's own. */
    private static Visitor writing(boolean scripts) {
        Visitor author = new Visitor(chromium.browser(), SharedKept.url(), "Tove", scripts);
        author.open("/");
        author.follow("Sign up");
        author.signUp();
        author.open("/ledgers/new");
        author.fill("What is this ledger about", "After the outage");
        author.fill("What is your own side called", "Platform team");
        author.press("Open the ledger");
        author.open(author.page().url().replace("/settings", "/write/raiseConcern"));
        author.fill("What did you observe?", HARD);
        author.press("Check the tone");
        return author;
    }

    private static void sees(Visitor author) {
        Locator hints = author.page().locator("ul.tone");
        assertThat(hints).hasCount(1);
        assertThat(hints).containsText("You ignored");
        assertThat(hints).containsText("Blame on 'you'");
        assertThat(hints).containsText("More gently");
        assertThat(hints).containsText("Well put: A request");
        assertThat(author.page().locator("textarea[name=behaviour]")).hasValue(HARD);
        assertThat(author.text())
                .contains("One place may sound harder")
                .contains("Only you see this. Nothing is stored.")
                .doesNotContain("It was not recorded");
        assertThat(author.page().locator("[data-recorded], .error")).hasCount(0);
    }

    @Test
    void the_author_alone_learns_how_it_may_sound_and_nothing_is_recorded_by_asking() {
        try (Visitor author = writing(true)) {
            sees(author);
            author.look("write-tone");
            author.page().reload();
            assertThat(author.page().locator("ul.tone")).hasCount(0);
        }
    }

    @Test
    void without_scripts_too() {
        try (Visitor author = writing(false)) {
            sees(author);
        }
    }
}
