package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** What is compared by characters is taken and refused as Spring Security's regular expressions do. */
class HeadersOfRequestsTest {

    @Test
    void a_token_is_taken_from_the_header_as_spring_security_takes_it() {
        for (String header : List.of(
                "Bearer abc.def-ghi_jkl~m+n/o",
                "bearer abc==",
                "BEARER a",
                "Bearer",
                "Bearer ",
                "Bearer  a",
                "Bearer =",
                "Bearer a=b",
                "Bearer a b",
                "Bearer a ",
                "Bearer\ta",
                "Bearera",
                "Bearer ä",
                "Bearer a,b",
                "Basic abc",
                "Bear er",
                "",
                " Bearer a")) {
            assertThat(taken(new BearerTokens(), header))
                    .as("'%s'", header)
                    .isEqualTo(taken(new DefaultBearerTokenResolver(), header));
        }
        assertThat(new BearerTokens().resolve(new MockHttpServletRequest())).isNull();
    }

    @Test
    void a_token_elsewhere_is_not_taken() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/ledgers");
        request.addParameter("access_token", "abc");

        assertThat(new BearerTokens().resolve(request)).isNull();
    }

    @Test
    void any_character_in_a_header_is_taken_or_refused_as_spring_security_does() {
        List<String> differing = new ArrayList<>();
        HttpFirewall ours = VisibleHeaders.firewall();
        HttpFirewall springs = new StrictHttpFirewall();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x1_0000 ? 1 : 37) {
            String text = "a" + Character.toString(point) + "b";
            if (isTaken(ours, "X-Any", text) != isTaken(springs, "X-Any", text)
                    || isTaken(ours, text, "any") != isTaken(springs, text, "any")) {
                differing.add("U+%04X".formatted(point));
            }
        }
        assertThat(differing).isEmpty();
    }

    private static String taken(BearerTokenResolver resolver, String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(HttpHeaders.AUTHORIZATION, header);
        try {
            return "token " + resolver.resolve(request);
        } catch (OAuth2AuthenticationException refused) {
            return "refused as " + refused.getError().getErrorCode() + " "
                    + refused.getError().getDescription();
        }
    }

    private static boolean isTaken(HttpFirewall firewall, String name, String value) {
        HttpServletRequest request = firewall.getFirewalledRequest(new OneHeader(name, value));
        try {
            return value.equals(request.getHeader(name));
        } catch (RequestRejectedException refused) {
            return false;
        }
    }

    private static final class OneHeader extends MockHttpServletRequest {
        private final String name;
        private final String value;

        OneHeader(String name, String value) {
            super("GET", "/");
            this.name = name;
            this.value = value;
        }

        @Override
        public @Nullable String getHeader(String asked) {
            return asked.equals(name) ? value : null;
        }
    }
}
