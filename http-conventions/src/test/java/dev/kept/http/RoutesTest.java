package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Whatever is asked, Spring's own mapping and the one that passes over most routes find the same. */
class RoutesTest {

    private static final List<String> SEGMENTS = List.of(
            "api",
            "api;v=1",
            "%61pi",
            "API",
            "ledgers",
            "x",
            "1f",
            "12",
            "entries",
            "entries.json",
            "a%2Fb",
            "",
            "files",
            "é");

    @Test
    void finds_what_spring_finds() throws Exception {
        RequestMappingHandlerMapping springs = started(new RequestMappingHandlerMapping());
        RequestMappingHandlerMapping ours = started(new Routes());
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String path = IntStream.range(0, random.nextInt(6))
                    .mapToObj(place -> SEGMENTS.get(random.nextInt(SEGMENTS.size())))
                    .collect(Collectors.joining("/", "/", random.nextInt(10) == 0 ? "/" : ""));
            HttpMethod method = random.nextBoolean() ? HttpMethod.GET : HttpMethod.POST;

            String expected = handler(springs, method, path);

            assertThat(handler(ours, method, path)).as(method + " " + path).isEqualTo(expected);
            found += expected.contains("Things") ? 1 : 0;
        }
        assertThat(found).as("paths that lead somewhere").isGreaterThan(2_000);
    }

    private static String handler(RequestMappingHandlerMapping mapping, HttpMethod method, String path)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method.name(), path);
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerExecutionChain chain = mapping.getHandler(request);
            return chain == null
                    ? "none"
                    : ((HandlerMethod) chain.getHandler()).getMethod().toString();
        } catch (HttpRequestMethodNotSupportedException e) {
            return "method not supported: " + e.getSupportedHttpMethods();
        }
    }

    private static RequestMappingHandlerMapping started(RequestMappingHandlerMapping mapping) {
        StaticApplicationContext context = new StaticApplicationContext();
        context.registerSingleton("things", Things.class);
        context.refresh();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        return mapping;
    }

    @Controller
    static class Things {

        @GetMapping("/")
        void root() {}

        @GetMapping("/api")
        void api() {}

        @GetMapping("/api/ledgers")
        void ledgers() {}

        @PostMapping("/api/ledgers")
        void open() {}

        @GetMapping("/api/ledgers/{ledger}")
        void ledger() {}

        @GetMapping("/api/ledgers/{ledger}/entries")
        void entries() {}

        @PostMapping("/api/{kind}/{ledger}/entries")
        void post() {}

        @GetMapping("/api/ledgers/{ledger:[0-9]+}/x")
        void number() {}

        @GetMapping("/api/{name}.json")
        void json() {}

        @GetMapping("/api/*/x")
        void star() {}

        @GetMapping({"/x", "/x/{id}"})
        void two() {}

        @GetMapping("/files/**")
        void files() {}

        @GetMapping("/é/{*rest}")
        void rest() {}
    }
}
