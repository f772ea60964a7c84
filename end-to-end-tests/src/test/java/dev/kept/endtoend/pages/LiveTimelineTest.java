package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.kept.endtoend.SharedKept;
import java.util.ArrayList;
import java.util.List;
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
}
