package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.web.MockHttpServletRequest;

class LastVisitTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private static final UUID ANNA = UUID.fromString("0190a000-0000-8000-8000-000000000001");
    private static final UUID BEN = UUID.fromString("0190b000-0000-8000-8000-000000000002");

    private final Map<String, String> browser = new TreeMap<>();
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private LastVisit visit(long head, Instant at) {
        return visit(ANNA, head, at);
    }

    private LastVisit visit(UUID reader, long head, Instant at) {
        LastVisit visit = LastVisit.now(request, reader, head, at);
        ResponseCookie cookie = visit.cookie(reader, "/ledgers/x", false);
        browser.put(cookie.getName(), cookie.getValue());
        request.setCookies(browser.entrySet().stream()
                .map(each -> new Cookie(each.getKey(), each.getValue()))
                .toArray(Cookie[]::new));
        return visit;
    }

    @Test
    void each_person_who_uses_a_browser_has_last_visits_of_their_own() {
        visit(ANNA, 7, MONDAY);
        assertThat(visit(BEN, 9, MONDAY.plus(Duration.ofDays(1))).since()).isNull();
        assertThat(visit(ANNA, 9, MONDAY.plus(Duration.ofDays(2))).since()).isEqualTo(7);
        assertThat(visit(BEN, 12, MONDAY.plus(Duration.ofDays(3))).since()).isEqualTo(9);
    }

    @Test
    void nothing_is_new_to_whoever_comes_for_the_first_time() {
        assertThat(visit(7, MONDAY).since()).isNull();
    }

    @Test
    void what_came_since_the_last_visit_is_new_until_this_one_ends() {
        visit(7, MONDAY);
        assertThat(visit(9, MONDAY.plus(Duration.ofDays(2))).since()).isEqualTo(7);
        assertThat(visit(10, MONDAY.plus(Duration.ofDays(2)).plusSeconds(600)).since())
                .isEqualTo(7);
        assertThat(visit(10, MONDAY.plus(Duration.ofDays(3))).since()).isNull();
    }

    @Test
    void a_cookie_that_says_nothing_or_too_much_counts_as_none() {
        for (String value : new String[] {"", "soon", "-1.4.2", "1.2", "1.99.3", "99999999999999999999.1.1"}) {
            request.setCookies(new Cookie("kept-here-0190a000", value));
            assertThat(LastVisit.now(request, ANNA, 5, MONDAY).since())
                    .as(value)
                    .isNull();
        }
    }

    @Test
    void the_cookie_goes_to_one_ledger_alone_and_to_no_script() {
        assertThat(LastVisit.now(request, ANNA, 5, MONDAY)
                        .cookie(ANNA, "/ledgers/x", true)
                        .toString())
                .contains("Path=/ledgers/x", "HttpOnly", "Secure", "SameSite=Lax");
    }
}
