package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person;
import dev.kept.endtoend.SharedKept;
import dev.kept.endtoend.TwoParties;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A form that stood open while a program recorded more about its item than one page of entries holds. */
class OvertakenTest {

    private static final int MORE_THAN_A_PAGE = 205;

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
    void a_form_that_many_entries_overtook_shows_the_newest_and_is_recorded_when_it_is_sent_again() {
        String email = "ada-" + UUID.randomUUID() + "@example.org";
        Person program = Person.signUp(SharedKept.url(), "Ada", email);
        Person other = Person.signUp(SharedKept.url(), "Bea", "bea-" + UUID.randomUUID() + "@example.org");
        TwoParties parties = TwoParties.meet(program, other);
        TwoParties.Promise promise = parties.promise(Duration.ofDays(5));
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada")) {
            ada.open("/ledgers/" + parties.ledger() + "/commitments/" + promise.id());
            ada.signIn(email, "a long pass phrase of Ada");
            for (int i = 1; i <= MORE_THAN_A_PAGE; i++) {
                program.post(promise.path() + "/updates", Map.of("text", "Step " + i))
                        .expect(200);
            }

            ada.act("Deliver", "Deliver");

            assertThat(ada.text())
                    .contains("It was not recorded")
                    .contains("Step " + MORE_THAN_A_PAGE)
                    .contains("These are the newest 50");
            ada.press("Deliver");
            assertThat(ada.page().locator("[data-recorded]")).containsText("Recorded as entry");
        }
    }
}
