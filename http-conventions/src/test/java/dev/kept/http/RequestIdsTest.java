package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestIdsTest {

    private static final String GIVEN = "0123456789abcdef0123456789abcdef";

    private final List<@Nullable String> seen = new ArrayList<>();

    @Test
    void each_request_has_its_own_while_it_is_answered_and_no_longer() throws Exception {
        String first = answered(null);
        String second = answered(null);

        assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(second);
        assertThat(seen).containsExactly(first, second);
        assertThat(RequestIds.current()).isNull();
    }

    @Test
    void one_that_a_front_door_gave_is_kept() throws Exception {
        assertThat(answered(GIVEN)).isEqualTo(GIVEN);
    }

    @Test
    void another_thread_that_works_for_the_request_has_it_too() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/ledgers");
        request.addHeader(RequestIds.HEADER, GIVEN);
        List<@Nullable String> elsewhere = new ArrayList<>();

        new RequestIds()
                .doFilter(
                        request,
                        new MockHttpServletResponse(),
                        (asked, answer) ->
                                elsewhere.add(CompletableFuture.supplyAsync(RequestIds.carried(RequestIds::current))
                                        .join()));

        assertThat(elsewhere).containsExactly(GIVEN);
        assertThat(CompletableFuture.supplyAsync(RequestIds.carried(() -> String.valueOf(RequestIds.current())))
                        .join())
                .isEqualTo("null");
    }

    /** It comes into the log, where no text may come. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a name",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcdef\n",
                "g123456789abcdef0123456789abcdef"
            })
    void anything_but_digits_is_not_taken(String given) throws Exception {
        assertThat(answered(given)).matches("[0-9a-f]{32}").isNotEqualTo(given);
    }

    private String answered(@Nullable String given) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/ledgers");
        if (given != null) {
            request.addHeader(RequestIds.HEADER, given);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        new RequestIds().doFilter(request, response, (asked, answer) -> seen.add(RequestIds.current()));
        return String.valueOf(response.getHeader(RequestIds.HEADER));
    }
}
