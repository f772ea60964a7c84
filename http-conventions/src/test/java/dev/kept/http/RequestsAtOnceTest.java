package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class RequestsAtOnceTest {

    private static final int IN_ALL = 2;

    private final AtomicLong nanos = new AtomicLong();
    private final RequestsAtOnce queries = RequestsAtOnce.queries(2, IN_ALL, Duration.ofMillis(20), nanos::get);

    @Test
    void whoever_has_asked_for_little_does_not_wait_behind_those_who_ask_without_pause() throws Exception {
        for (String greedy : new String[] {"ann", "ben", "cleo"}) {
            ran(greedy, Duration.ofSeconds(6));
        }
        begin("ann");
        begin("ben");

        assertRefused("cleo");
        MockHttpServletRequest calm = begin("dan");
        pass(Duration.ofMillis(50));
        end(calm);
        assertThat(begin("dan")).isNotNull();
    }

    @Test
    void one_of_each_person_runs_in_any_case_and_a_second_only_while_there_is_room() throws Exception {
        begin("ann");
        begin("ann");

        begin("ben");
        assertRefused("ben");
    }

    @Test
    void what_was_used_long_ago_counts_no_more() throws Exception {
        ran("ann", Duration.ofSeconds(6));
        pass(Duration.ofMinutes(1));
        begin("ben");
        begin("ben");

        assertThat(begin("ann")).isNotNull();
    }

    private void ran(String who, Duration time) throws Exception {
        MockHttpServletRequest request = begin(who);
        pass(time);
        end(request);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private MockHttpServletRequest begin(String who) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/ledgers");
        request.setUserPrincipal(() -> who);
        queries.preHandle(request, new MockHttpServletResponse(), handler());
        return request;
    }

    private void end(MockHttpServletRequest request) throws Exception {
        queries.afterCompletion(request, new MockHttpServletResponse(), handler(), null);
    }

    private void assertRefused(String who) {
        assertThatThrownBy(() -> begin(who))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(429));
    }

    private static HandlerMethod handler() throws NoSuchMethodException {
        Method method = Object.class.getMethod("toString");
        return new HandlerMethod(new Object(), method);
    }
}
