package dev.kept.http.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;

class HostCookieTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    /** Twelve ledgers that are written in one request, one after the other. */
    @Test
    void set_again_and_again_it_stands_in_the_response_once() {
        HostCookie.named("session", true).set(response, "kept");
        HostCookie written = HostCookie.named("written", true);
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            value.append(UUID.randomUUID()).append(".1_");
            written.set(response, value.toString(), Duration.ofMinutes(10));
        }

        assertThat(response.getHeaders(HttpHeaders.SET_COOKIE))
                .satisfiesExactlyInAnyOrder(
                        session -> assertThat(session).startsWith("__Host-session=kept;"),
                        last -> assertThat(last).startsWith("__Host-written=" + value + ";"));
    }

    @Test
    void one_whose_name_begins_alike_stays() {
        HostCookie.named("written-before", false).set(response, "kept");
        HostCookie.named("written", false).set(response, "first");
        HostCookie.named("written", false).clear(response);

        assertThat(response.getHeaders(HttpHeaders.SET_COOKIE)).hasSize(2);
    }
}
