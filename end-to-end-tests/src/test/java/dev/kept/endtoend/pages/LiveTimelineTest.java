package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.kept.endtoend.Person;
import dev.kept.endtoend.SharedKept;
import dev.kept.endtoend.TwoParties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Timelines that stay open: a browser opens six connections to a server at the most. */
class LiveTimelineTest {

    private static final int OPEN = 6;

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
    void many_of_them_in_one_browser_block_no_other_page() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada")) {
            ada.open("/");
            ada.follow("Sign up");
            ada.signUp();
            ada.open("/ledgers/new");
            ada.fill("What is this ledger about", "The hand-over");
            ada.fill("What is your own side called", "Platform team");
            ada.press("Open the ledger");
            String timeline = ada.page().url().replaceAll("(/ledgers/[0-9a-f-]+).*", "$1/timeline");
            List<Page> open = new ArrayList<>();
            for (int i = 0; i < OPEN; i++) {
                Page page = ada.page().context().newPage();
                page.navigate(timeline);
                page.evaluate("new Promise(done => setTimeout(done, 50))");
                open.add(page);
            }

            Page seventh = ada.page().context().newPage();
            seventh.navigate(timeline.replace("/timeline", "/dashboard"));

            assertThat(seventh.title()).contains("Dashboard");
            assertThat(open)
                    .hasSize(OPEN)
                    .allMatch(page -> page.locator("#news").count() == 1);
        }
    }

    @Test
    void what_is_recorded_between_the_making_of_the_page_and_its_stream_comes_too() {
        String email = "ada-" + UUID.randomUUID() + "@example.org";
        Person program = Person.signUp(SharedKept.url(), "Ada", email);
        TwoParties parties = TwoParties.meet(
                program, Person.signUp(SharedKept.url(), "Bea", "bea-" + UUID.randomUUID() + "@example.org"));
        List<TwoParties.Promise> between = new ArrayList<>();
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada")) {
            ada.page().route("**/stream**", stream -> {
                between.add(parties.promise(Duration.ofDays(3)));
                // The read side knows it before the stream begins.
                program.getAtLeast(between.getLast().sequence(), parties.path(""))
                        .expect(200);
                stream.resume();
            });
            ada.open("/ledgers/" + parties.ledger() + "/timeline");
            ada.signIn(email, "a long pass phrase of Ada");

            ada.page().waitForCondition(() -> !between.isEmpty());
            ada.page().locator(".fresh #e" + between.getFirst().sequence()).waitFor();
            TwoParties.Promise live = parties.promise(Duration.ofDays(4));
            ada.page().locator(".fresh #e" + live.sequence()).waitFor();

            // All of it was recorded today: what came live stands under the heading that was there, newest first.
            assertThat(ada.page().locator(".day > h2").allInnerTexts()).doesNotHaveDuplicates();
            assertThat(ada.page()
                            .locator(".day")
                            .first()
                            .locator(".entry")
                            .first()
                            .getAttribute("id"))
                    .isEqualTo("e" + live.sequence());
        }
    }
}
