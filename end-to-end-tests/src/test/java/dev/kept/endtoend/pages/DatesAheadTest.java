package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person;
import dev.kept.endtoend.SharedKept;
import dev.kept.endtoend.TwoParties;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Before either side agrees to something that repeats, both see its dates: the first, the last, and how many. */
class DatesAheadTest {

    private static final String PASSWORD = "a long pass phrase of ";

    private static Chromium chromium;
    private static Visitor ada;
    private static Visitor bea;
    private static String ledger;
    private static TwoParties parties;

    @BeforeAll
    static void meet() {
        chromium = Chromium.start();
        String adas = "ada-" + UUID.randomUUID() + "@example.org";
        String beas = "bea-" + UUID.randomUUID() + "@example.org";
        parties = TwoParties.meet(
                Person.signUp(SharedKept.url(), "Ada", adas), Person.signUp(SharedKept.url(), "Bea", beas));
        ledger = SharedKept.url() + "/ledgers/" + parties.ledger();
        ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
        bea = new Visitor(chromium.browser(), SharedKept.url(), "Bea");
        ada.open(ledger);
        ada.signIn(adas, PASSWORD + "Ada");
        bea.open(ledger);
        bea.signIn(beas, PASSWORD + "Bea");
    }

    @AfterAll
    static void leave() {
        ada.close();
        bea.close();
        chromium.close();
    }

    private static long entries() {
        return parties.ada().get(parties.path("")).body().get("head").asLong();
    }

    private static void repeats(Visitor visitor, String unit, String count) {
        visitor.page().getByLabel("Unit").selectOption(unit);
        visitor.page().getByLabel("or how many times").fill(count);
    }

    private static void asks(String title, String day) {
        ada.open(ledger + "/write/requestCommitment");
        ada.fill("What?", title);
        ada.fill("Day", day);
    }

    @Test
    void on_the_form_in_a_draft_and_by_the_side_that_is_asked() {
        long before = entries();
        asks("Weekly status", "2031-03-25");
        repeats(ada, "WEEKLY", "3");
        ada.press("Show the dates");

        String told = "3 dates: the first Tue, 25 Mar 2031, the last Tue, 8 Apr 2031, in Europe/Berlin.";
        assertThat(ada.text()).contains(told);
        assertThat(ada.page().getByLabel("What?")).hasValue("Weekly status");
        assertThat(ada.page().getByLabel("or how many times")).hasValue("3");
        assertThat(entries()).isEqualTo(before);

        ada.press("Keep as a draft");
        assertThat(ada.text()).contains("Kept as a draft").contains(told);
        assertThat(entries()).isEqualTo(before);
        ada.page().getByLabel("or how many times").fill("2");
        ada.press("Show the dates");
        assertThat(ada.text()).contains("2 dates: the first Tue, 25 Mar 2031, the last Tue, 1 Apr 2031");
        ada.press("Save changes");
        ada.page().getByLabel("From now").selectOption("none");
        ada.press("Choose this");
        ada.page().locator("button[name=release]").click();
        ada.arrive();

        bea.open(ada.page().url());
        assertThat(bea.text())
                .contains(
                        "2 in all, the first Tue, 25 Mar 2031 (Europe/Berlin), the last Tue, 1 Apr 2031 (Europe/Berlin)");
    }

    @Test
    void with_their_times_where_a_time_was_given() {
        asks("Stand-up notes", "2031-03-28");
        ada.fill("Time", "09:30");
        repeats(ada, "DAILY", "4");
        ada.press("Show the dates");

        assertThat(ada.text())
                .contains(
                        "4 dates: the first Fri, 28 Mar 2031, 09:30, the last Mon, 31 Mar 2031, 09:30, in Europe/Berlin.");
    }

    @Test
    void what_gives_no_dates_is_said_and_nothing_is_recorded() {
        long before = entries();
        asks("Never", "2031-03-25");
        repeats(ada, "WEEKLY", "0");
        assertThat(answered()).isEqualTo("A number in the rule is missing, malformed or out of its range.");

        repeats(ada, "WEEKLY", "");
        assertThat(answered()).contains("end");

        ada.page().getByLabel("Until").fill("2031-01-01");
        assertThat(answered()).contains("No date");

        ada.page().getByLabel("Until").fill("");
        repeats(ada, "WEEKLY", "1001");
        assertThat(answered()).contains("1000");

        repeats(ada, "WEEKLY", "3");
        ada.fill("Day", "");
        assertThat(answered()).isEqualTo("It is required.");

        ada.fill("Day", "2031-03-25");
        // No zone of the list is wrong: a page from before may have sent one, though.
        ada.page()
                .getByLabel("Time zone")
                .evaluate("list => { list.add(new Option('Europe/Nowhere')); list.value = 'Europe/Nowhere'; }");
        assertThat(answered()).contains("time zone");
        assertThat(entries()).isEqualTo(before);
    }

    /** What is said where the dates would stand. */
    private static String answered() {
        ada.press("Show the dates");
        return ada.page().locator("fieldset p[role=status]").innerText();
    }

    @Test
    void of_check_ins_without_a_time_are_days_with_their_zone() {
        ada.open(ledger + "/write/proposeCheckIns");
        ada.fill("What are they for?", "How is the week going?");
        ada.fill("Day", "2031-03-25");
        ada.fill("How long is each", "15");
        repeats(ada, "WEEKLY", "2");
        ada.press("Show the dates");
        assertThat(ada.text())
                .contains("2 dates: the first Tue, 25 Mar 2031, the last Tue, 1 Apr 2031, in Europe/Berlin.");
        ada.press("Propose");
        bea.open(ada.page().url());

        assertThat(bea.text())
                .contains("the first Tue, 25 Mar 2031 (Europe/Berlin), the last Tue, 1 Apr 2031 (Europe/Berlin)")
                .doesNotContain("23:59")
                .doesNotContain("00:00");
        assertThat(bea.page().locator("table time"))
                .hasText(new String[] {"Tue, 25 Mar 2031 (Europe/Berlin)", "Tue, 1 Apr 2031 (Europe/Berlin)"});
    }
}
