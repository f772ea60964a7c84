package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class RequestsAtOnceTest {

    private static final int PER_PERSON = 2;
    private static final int IN_ALL = 3;

    private final RequestsAtOnce queries = RequestsAtOnce.queries(PER_PERSON, IN_ALL, Duration.ofSeconds(30));
    private final HandlerMethod handler;

    RequestsAtOnceTest() throws NoSuchMethodException {
        handler = new HandlerMethod(this, RequestsAtOnceTest.class.getDeclaredMethod("answered"));
    }

    String answered() {
        return "";
    }

    @Test
    void runs_no_more_than_it_may_and_forgets_nobody() throws Exception {
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicInteger total = new AtomicInteger();
        AtomicInteger beyond = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int person = 0; person < 8; person++) {
                String who = "person " + person;
                running.put(who, new AtomicInteger());
                for (int connection = 0; connection < 6; connection++) {
                    all.add(threads.submit(() -> {
                        for (int i = 0; i < 300; i++) {
                            MockHttpServletRequest request = asked(who);
                            queries.preHandle(request, new MockHttpServletResponse(), handler);
                            int own = running.get(who).incrementAndGet();
                            int others = total.incrementAndGet();
                            if (own > PER_PERSON || (own > 1 && others > IN_ALL + 8)) {
                                beyond.incrementAndGet();
                            }
                            Thread.yield();
                            total.decrementAndGet();
                            running.get(who).decrementAndGet();
                            queries.afterCompletion(request, new MockHttpServletResponse(), handler, null);
                            done.incrementAndGet();
                        }
                        return null;
                    }));
                }
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(done).hasValue(8 * 6 * 300);
        assertThat(beyond).hasValue(0);
    }

    @Test
    void lets_in_who_came_first_and_one_of_each_person_in_any_case() throws Exception {
        MockHttpServletRequest first = begun("anna");
        MockHttpServletRequest second = begun("anna");
        begun("bert");
        Future<MockHttpServletRequest> earlier = waiting("bert");
        Future<MockHttpServletRequest> later = waiting("anna");

        MockHttpServletRequest alone = begun("carl");
        end(alone);
        assertThat(earlier.isDone()).as("three still run").isFalse();

        end(first);
        assertThat(earlier.get(10, TimeUnit.SECONDS).getRemoteUser()).isEqualTo("bert");
        assertThat(later.isDone()).isFalse();
        end(second);
        assertThat(later.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void refuses_who_waited_too_long_and_keeps_no_place_for_it() throws Exception {
        RequestsAtOnce hasty = RequestsAtOnce.queries(1, 1, Duration.ofMillis(50));
        MockHttpServletRequest running = asked("anna");
        hasty.preHandle(running, new MockHttpServletResponse(), handler);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> hasty.preHandle(asked("anna"), new MockHttpServletResponse(), handler));

        hasty.afterCompletion(running, new MockHttpServletResponse(), handler, null);
        assertThat(hasty.preHandle(asked("anna"), new MockHttpServletResponse(), handler))
                .isTrue();
    }

    private MockHttpServletRequest begun(String who) throws InterruptedException {
        MockHttpServletRequest request = asked(who);
        queries.preHandle(request, new MockHttpServletResponse(), handler);
        return request;
    }

    private void end(MockHttpServletRequest request) {
        queries.afterCompletion(request, new MockHttpServletResponse(), handler, null);
    }

    /** One that has to wait; returns when it does. */
    private Future<MockHttpServletRequest> waiting(String who) throws InterruptedException {
        CompletableFuture<MockHttpServletRequest> begins = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                begins.complete(begun(who));
            } catch (InterruptedException e) {
                begins.completeExceptionally(e);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING && !begins.isDone()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return begins;
    }

    private static MockHttpServletRequest asked(String who) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/ledgers");
        request.setUserPrincipal(() -> who);
        request.setRemoteUser(who);
        return request;
    }
}
