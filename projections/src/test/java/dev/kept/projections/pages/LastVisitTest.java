package dev.kept.projections.pages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class LastVisitTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private LastVisit visit(long head, Instant at) {
        LastVisit visit = LastVisit.now(request, head, at);
        request.setCookies(
                new Cookie("kept-here", visit.cookie("/ledgers/x", false).getValue()));
        return visit;
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
            request.setCookies(new Cookie("kept-here", value));
            assertThat(LastVisit.now(request, 5, MONDAY).since()).as(value).isNull();
        }
    }

    @Test
    void the_cookie_goes_to_one_ledger_alone_and_to_no_script() {
        assertThat(LastVisit.now(request, 5, MONDAY).cookie("/ledgers/x", true).toString())
                .contains("Path=/ledgers/x", "HttpOnly", "Secure", "SameSite=Lax");
    }
}
