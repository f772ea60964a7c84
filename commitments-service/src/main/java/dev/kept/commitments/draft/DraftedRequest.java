package dev.kept.commitments.draft;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The request that a draft stands for, within the request that releases it: nothing of that one's body or headers comes along, except for
 * what the caller prefers of the answer, and on whose instruction it asks.
 */
final class DraftedRequest extends HttpServletRequestWrapper {

    private static final Set<String> OF_THE_CALLER = Set.of("prefer", "kept-instructed-by");

    private final Draft draft;
    private final Map<String, String> variables;
    private final Map<String, String> headers;

    DraftedRequest(HttpServletRequest release, Draft draft, Map<String, String> variables, String idempotencyKey) {
        super(release);
        this.draft = draft;
        this.variables = variables;
        Map<String, String> own =
                Map.of("content-type", MediaType.APPLICATION_JSON_VALUE, "idempotency-key", idempotencyKey);
        this.headers = draft.seen() == null ? own : with(own, "if-match", "\"" + draft.seen() + "\"");
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> all = new HashMap<>(some);
        all.put(name, value);
        return Map.copyOf(all);
    }

    @Override
    public String getMethod() {
        return "POST";
    }

    @Override
    public String getRequestURI() {
        return draft.path();
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public String getContentType() {
        return MediaType.APPLICATION_JSON_VALUE;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (OF_THE_CALLER.contains(name.toLowerCase(Locale.ROOT))) {
            return super.getHeaders(name);
        }
        String value = getHeader(name);
        return value == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return name.equals(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) ? variables : super.getAttribute(name);
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Body(draft.body().getBytes(StandardCharsets.UTF_8));
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("it is read at once");
        }
    }
}
