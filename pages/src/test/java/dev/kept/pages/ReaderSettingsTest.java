package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kept.wording.Doc;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** What pages remember of a reader's settings, over an API that answers what a test wants. */
class ReaderSettingsTest {

    private static final String NOTHING = "{\"version\":0,\"dates\":\"by-language\"}";

    private final UUID member = UUID.randomUUID();
    private HttpServer api;
    private ReaderSettings settings;
    private int asked;
    private int status = 200;
    private String answer = NOTHING;

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/api/settings", exchange -> {
            asked++;
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        settings = new ReaderSettings(
                new Api("http://127.0.0.1:" + api.getAddress().getPort(), () -> 0), false);
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    private MockHttpServletRequest request(String... cookies) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", "en");
        Cookie[] sent = new Cookie[cookies.length / 2];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = new Cookie(cookies[2 * i], cookies[2 * i + 1]);
        }
        request.setCookies(sent);
        settings.of(request, member, "token");
        return request;
    }

    private void answers(int code, String body) {
        status = code;
        answer = body;
    }

    private static String language(MockHttpServletRequest request) {
        return new BrowserLanguage().resolveLocale(request).getLanguage();
    }

    @Test
    void are_asked_once_in_a_while() {
        answers(200, "{\"version\":3,\"language\":\"de\",\"dates\":\"iso\"}");

        assertThat(language(request())).isEqualTo("de");
        assertThat(language(request())).isEqualTo("de");

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void are_asked_again_by_a_browser_that_saved_others_also_after_a_removal() {
        String german = "{\"version\":1,\"language\":\"de\",\"dates\":\"iso\"}";
        String english = "{\"version\":1,\"language\":\"en\",\"dates\":\"iso\"}";
        answers(200, german);
        request();
        assertThat(language(request("kept-settings", mark(german)))).isEqualTo("de");
        assertThat(asked).isEqualTo(1);

        answers(200, NOTHING);
        assertThat(language(request("kept-settings", mark(NOTHING)))).isEqualTo("en");
        answers(200, german);
        assertThat(language(request("kept-settings", mark(german)))).isEqualTo("de");
        // Another replica saw the removal; here the first version was followed by another first one.
        answers(200, english);
        assertThat(language(request("kept-settings", mark(english)))).isEqualTo("en");
    }

    @Test
    void are_not_asked_more_often_because_of_a_cookie_that_is_none_of_ours() {
        answers(200, NOTHING);

        for (String cookie : new String[] {"", "3", "x", "1.0", "-1.0123456789abcdef"}) {
            request("kept-settings", cookie);
        }

        assertThat(asked).isEqualTo(1);
    }

    private static String mark(String settings) {
        return Chosen.of(Doc.read(settings)).mark();
    }

    @Test
    void that_name_no_language_go_before_the_one_this_browser_was_left_with() {
        assertThat(language(request("kept-language", "de"))).isEqualTo("en");
    }

    @Test
    void that_could_not_be_read_leave_the_language_to_this_browser() {
        api.stop(0);

        assertThat(language(request("kept-language", "de"))).isEqualTo("de");
        assertThat(language(request("kept-language", "de"))).isEqualTo("de");
    }

    @Test
    void that_were_refused_to_one_token_are_asked_again_with_the_next() {
        answers(401, "{}");
        assertThat(language(request())).isEqualTo("en");
        answers(403, "{\"code\":\"forbidden\"}");
        assertThat(language(request())).isEqualTo("en");

        answers(200, "{\"version\":3,\"language\":\"de\",\"dates\":\"iso\"}");

        assertThat(language(request())).isEqualTo("de");
        assertThat(asked).isEqualTo(3);
    }
}
