package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.SharedKept;
import org.junit.jupiter.api.Test;

/** Somebody who has no mouse. */
class KeyboardTest {

    private static final int MOST_STOPS = 60;

    /** What has the focus: the name that a screen reader says, near enough. */
    private static final String FOCUSED = """
        () => {
          const at = document.activeElement;
          if (at === document.body) {
            return '';
          }
          const label = at.labels && at.labels.length ? at.labels[0].innerText : '';
          return (at.getAttribute('aria-label') || label || at.innerText || '').trim();
        }
        """;

    private static final String OUTLINED = """
        () => {
          const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        }
        """;

    @Test
    void a_ledger_is_opened_and_written_in_by_keyboard_alone_and_the_focus_is_always_seen() {
        try (Chromium chromium = Chromium.start();
                Visitor kim = new Visitor(chromium.browser(), SharedKept.url(), "Kim")) {
            kim.open("/");
            to(kim, "Skip to content");
            to(kim, "Sign up");
            kim.page().keyboard().press("Enter");
            kim.page().waitForURL("**/sign-up**");
            type(kim, "Name", "Kim");
            type(kim, "E-mail address", "kim-" + System.nanoTime() + "@example.org");
            type(kim, "Password", "a long pass phrase of Kim");
            kim.page().keyboard().press("Enter");
            kim.page().getByText("You are in no ledger yet").waitFor();

            to(kim, "Open a ledger");
            kim.page().keyboard().press("Enter");
            kim.page().waitForURL("**/ledgers/new");
            type(kim, "What is this ledger about", "By keyboard");
            type(kim, "What is your own side called", "Platform team");
            to(kim, "Open the ledger");
            kim.page().keyboard().press("Enter");
            kim.page().waitForURL("**/settings");

            to(kim, "Review");
            kim.page().keyboard().press("Enter");
            kim.page().waitForURL("**/review");
            to(kim, "Disclose an interest");
            kim.page().keyboard().press("Enter");
            type(kim, "What should the others know", "I am married to somebody of the other side");
            to(kim, "Disclose it");
            kim.page().keyboard().press("Space");
            kim.page().waitForURL("**/review#interests");
            assertThat(kim.text()).contains("I am married to somebody");
            to(kim, "Sign out");
            assertThat(kim.complaints()).isEmpty();
        }
    }

    private static void type(Visitor visitor, String label, String text) {
        to(visitor, label);
        visitor.page().keyboard().type(text);
    }

    /** Tabs on until something is reached whose name begins so; what has the focus must show that it has. */
    private static void to(Visitor visitor, String name) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            visitor.page().keyboard().press("Tab");
            String at = String.valueOf(visitor.page().evaluate(FOCUSED));
            if (!at.isEmpty()) {
                assertThat(visitor.page().evaluate(OUTLINED))
                        .as("outline of " + at)
                        .isEqualTo(true);
            }
            if (at.startsWith(name)) {
                return;
            }
        }
        throw new AssertionError(
                "no way to " + name + " by keyboard at " + visitor.page().url());
    }
}
