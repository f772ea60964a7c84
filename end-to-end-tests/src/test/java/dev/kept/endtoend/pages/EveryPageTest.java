package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.kept.endtoend.SharedKept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every page that links lead to, over the demo: one of each kind is looked at as each kind of reader sees it. */
class EveryPageTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern LEDGER = Pattern.compile("/ledgers/" + ID.pattern());
    private static final Set<String> DIFFER_FOR_A_MEDIATOR =
            Set.of("home", "ledgers-one", "ledgers-one-review", "ledgers-one-settings", "ledgers-one-commitments-one");
    private static final long A_FIRST_VIEW = 100 * 1024;

    private static final String LINKS = """
        () => [...document.querySelectorAll('a[href]:not([download])')].map(each => new URL(each.href))
          .filter(each => each.origin === location.origin && !/\\.(pdf|md|ics)$/.test(each.pathname))
          .map(each => each.pathname + each.search)
        """;

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    private static Visitor demo(String name) throws IOException {
        return demo(name, true);
    }

    private static Visitor demo(String name, boolean scripts) throws IOException {
        for (JsonNode person : JsonMapper.shared()
                .readTree(Files.readString(SharedKept.demo()))
                .path("people")) {
            if (person.path("name").asString().startsWith(name)) {
                Visitor visitor = new Visitor(chromium.browser(), SharedKept.url(), name, scripts);
                visitor.open("/");
                visitor.follow("Sign in");
                visitor.signIn(
                        person.path("email").asString(), person.path("password").asString());
                return visitor;
            }
        }
        throw new AssertionError("nobody called " + name + " plays in the demo");
    }

    /** What kind of page an address leads to: ids and what is asked for left out. */
    private static String kind(String address) {
        String path = address.replaceFirst("[?#].*", "");
        String kind = ID.matcher(path)
                .replaceAll("one")
                .replaceAll("/entries/\\d+", "/entries/one")
                .replaceAll("/dashboard/.+", "/dashboard/figure")
                .substring(1);
        return kind.isEmpty() ? "home" : kind.replaceAll("[^A-Za-z]+", "-");
    }

    /** Follows every link to a kind of page that was not seen yet; gives an address of each kind, in the order it was found. */
    private static Map<String, String> walk(Visitor visitor, Set<String> only) {
        Map<String, String> found = new LinkedHashMap<>();
        Deque<String> ahead = new ArrayDeque<>(List.of("/"));
        while (!ahead.isEmpty()) {
            String address = ahead.poll();
            String kind = kind(address);
            if (found.containsKey(kind)) {
                continue;
            }
            Response response = visitor.page().navigate(SharedKept.url() + address);
            assertThat(response.status()).as(address).isEqualTo(200);
            found.put(kind, visitor.page().url().replace(SharedKept.url(), ""));
            @SuppressWarnings("unchecked")
            List<String> links = (List<String>) visitor.page().evaluate(LINKS);
            ahead.addAll(links);
            if (only.isEmpty() || only.contains(kind)) {
                visitor.lookThrough((only.isEmpty() ? "" : "mediator-") + kind);
            }
        }
        return found;
    }

    private static void openLedger(Visitor visitor) {
        visitor.open("/");
        visitor.page().locator("a[href*='/ledgers/']").first().click();
        visitor.page().locator("main .columns").waitFor();
    }

    @Test
    void what_waits_comes_first_on_a_phone_and_stands_beside_the_document_on_a_wide_screen() throws IOException {
        try (Visitor ada = demo("Ada")) {
            openLedger(ada);
            Locator waits = ada.page().locator(".columns > aside");
            Locator document = ada.page().locator(".columns > .main");

            ada.page().setViewportSize(390, 844);
            assertThat(waits.boundingBox().y).isLessThan(844);
            assertThat(waits.boundingBox().y + waits.boundingBox().height)
                    .isLessThanOrEqualTo(document.boundingBox().y);

            ada.page().setViewportSize(1280, 800);
            assertThat(waits.boundingBox().y).isEqualTo(document.boundingBox().y);
            assertThat(waits.boundingBox().x).isGreaterThan(document.boundingBox().x);
            // The keyboard comes there in the same order at every width.
            assertThat(ada.page().evaluate("() => document.querySelector('.columns').firstElementChild.tagName"))
                    .isEqualTo("ASIDE");
        }
    }

    @Test
    void what_is_folded_on_screen_stands_on_paper_without_any_script() throws IOException {
        String folded = """
            () => [...document.querySelectorAll('main details.more:not(.write)')]
              .filter(each => !each.lastElementChild.checkVisibility()).length
            """;
        try (Visitor ada = demo("Ada", false)) {
            openLedger(ada);
            assertThat((int) ada.page().evaluate(folded)).isPositive();
            ada.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(ada.page().evaluate(folded)).isEqualTo(0);
            // Nobody writes on paper.
            assertThat(ada.page().locator("main details.write").isVisible()).isFalse();
        }
    }

    @Test
    void every_page_can_be_read_at_every_width_light_and_dark_and_no_link_leads_nowhere() throws IOException {
        try (Visitor ada = demo("Ada");
                Visitor mira = demo("Mira")) {
            Map<String, String> pages = walk(ada, Set.of());
            assertThat(pages)
                    .containsKeys(
                            "home",
                            "dashboard",
                            "dashboard-figure",
                            "me",
                            "ledgers-new",
                            "ledgers-one",
                            "ledgers-one-timeline",
                            "ledgers-one-decisions",
                            "ledgers-one-dashboard",
                            "ledgers-one-review",
                            "ledgers-one-settings",
                            "ledgers-one-charter",
                            "ledgers-one-entries-one",
                            "ledgers-one-write-recordConversation");
            for (String item : List.of("commitments", "decisions", "concerns", "checkpoints", "conversations")) {
                assertThat(pages).containsKey("ledgers-one-" + item + "-one");
            }
            if (Eye.TAKES_PICTURES) {
                picturesForTheReadme(ada, pages);
            }
            Set<String> mediators =
                    new TreeSet<>(walk(mira, DIFFER_FOR_A_MEDIATOR).keySet());
            assertThat(mediators).containsAll(DIFFER_FOR_A_MEDIATOR);
            assertThat(mediators).noneMatch(kind -> kind.contains("-write-"));
            assertThat(ada.complaints()).isEmpty();
            assertThat(mira.complaints()).isEmpty();
        }
    }

    @Test
    void both_sides_find_the_same_pages() throws IOException {
        try (Visitor ada = demo("Ada");
                Visitor bea = demo("Bea")) {
            for (String tab : List.of("", "/dashboard", "/review")) {
                ada.open(ledger(ada) + tab);
                bea.open(ledger(bea) + tab);
                assertThat(headings(bea)).isNotEmpty().isEqualTo(headings(ada));
            }
        }
    }

    private static List<String> headings(Visitor visitor) {
        return visitor.page()
                .locator("main h1, main .main h2, main .board h2, main .board dt")
                .allInnerTexts();
    }

    private static String ledger(Visitor visitor) {
        visitor.open("/");
        Matcher ledger = LEDGER.matcher(visitor.page().content());
        assertThat(ledger.find()).isTrue();
        return ledger.group();
    }

    @Test
    void a_first_view_of_any_page_takes_less_than_100_kB() throws IOException {
        try (Visitor ada = demo("Ada")) {
            String ledger = ledger(ada);
            for (String page : List.of("/", ledger, ledger + "/timeline", ledger + "/dashboard", ledger + "/review")) {
                assertThat(bytesOf(ada.page(), page)).as(page).isBetween(1024L, A_FIRST_VIEW);
            }
        }
    }

    /** What comes over the wire for a page of whose files the browser has none yet. */
    private static long bytesOf(Page page, String address) {
        CDPSession network = page.context().newCDPSession(page);
        AtomicLong bytes = new AtomicLong();
        network.on(
                "Network.loadingFinished",
                event -> bytes.addAndGet(
                        Math.round(event.get("encodedDataLength").getAsDouble())));
        network.send("Network.enable");
        JsonObject without = new JsonObject();
        without.addProperty("cacheDisabled", true);
        network.send("Network.setCacheDisabled", without);
        page.navigate(SharedKept.url() + address);
        network.detach();
        return bytes.get();
    }

    private static void picturesForTheReadme(Visitor ada, Map<String, String> pages) {
        ada.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        ada.page().setViewportSize(1040, 760);
        for (String name : List.of("", "timeline", "dashboard")) {
            ada.open(pages.get("ledgers-one") + (name.isEmpty() ? "" : "/" + name));
            ada.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target", "screenshots", "readme")
                                    .resolve((name.isEmpty() ? "document" : name) + ".png")));
        }
    }
}
