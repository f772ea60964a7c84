package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.kept.endtoend.SharedKept;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several people use one browser, one after the other: nobody is offered what another one typed. */
class TwoPeopleOneBrowserTest {

    private static final String ABOUT = "What is this ledger about";
    private static final String WORDS = "What only Ada may see";

    private static Chromium chromium;
    private Visitor ada;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void ada_types() {
        ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
        ada.open("/");
        ada.follow("Sign up");
        ada.signUp();
        ada.open("/ledgers/new");
        ada.fill(ABOUT, WORDS);
        assertThat(kept(ada.page())).contains(WORDS);
    }

    @AfterEach
    void leave() {
        ada.close();
    }

    @Test
    void not_after_a_session_that_ended_by_itself() {
        ada.loseSession();
        Visitor ben = ada.sameBrowser("Ben");
        signUp(ben);
        ben.open("/ledgers/new");

        assertThat(ben.page().getByLabel(ABOUT).first()).hasValue("");
        assertThat(ben.text()).doesNotContain("What you typed before is back");
        assertThat(kept(ben.page())).doesNotContain(WORDS);
    }

    @Test
    void not_after_signing_out_nor_by_going_back() {
        ada.press("Sign out");
        assertThat(kept(ada.page())).doesNotContain(WORDS);
        Visitor ben = ada.sameBrowser("Ben");
        ben.page().goBack();
        ben.page().waitForLoadState();
        assertThat(ben.page().content()).doesNotContain(WORDS);
        signUp(ben);
        ben.open("/ledgers/new");

        assertThat(ben.page().getByLabel(ABOUT).first()).hasValue("");
        assertThat(ben.text()).doesNotContain("What you typed before is back");
    }

    @Test
    void whoever_signs_out_in_one_tab_has_signed_out_in_all_of_them() {
        Page other = ada.page().context().newPage();
        other.navigate(SharedKept.url() + "/ledgers/new");
        other.getByLabel(ABOUT).first().fill(WORDS);

        ada.press("Sign out");

        other.waitForURL("**/?signed-out");
        assertThat(kept(other)).doesNotContain(WORDS);
    }

    @Test
    void a_stream_ends_when_its_session_is_signed_out() throws Exception {
        ada.fill("What is your own side called", "Platform team");
        ada.press("Open the ledger");
        String stream = ada.page().url().replaceAll("(/ledgers/[0-9a-f-]+).*", "$1/stream");
        CompletableFuture<Void> listening = listen(stream);

        ada.press("Sign out");

        listening.get(5, TimeUnit.SECONDS);
    }

    /** With the session of Ada's browser. */
    private CompletableFuture<Void> listen(String stream) throws IOException, InterruptedException {
        String cookies = ada.page().context().cookies(stream).stream()
                .map((Cookie each) -> each.name + "=" + each.value)
                .collect(Collectors.joining("; "));
        HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(stream))
                                .header("Cookie", cookies)
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        return CompletableFuture.runAsync(
                () -> response.body().forEach(line -> {}),
                command -> Thread.ofVirtual().start(command));
    }

    private static void signUp(Visitor visitor) {
        visitor.open("/");
        visitor.follow("Sign up");
        visitor.signUp();
    }

    private static String kept(Page page) {
        return String.valueOf(page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)"));
    }
}
