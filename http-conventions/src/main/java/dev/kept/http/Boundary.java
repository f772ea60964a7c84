package dev.kept.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: no body longer than {@link #MAX_BODY_BYTES} is read, declared or chunked, unless it is a {@link LongBody}, and
 * whatever a filter further in throws becomes a problem.
 */
final class Boundary extends OncePerRequestFilter {

    /** The longest body, in bytes. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    private final List<LongBody> longBodies;

    Boundary(List<LongBody> longBodies) {
        this.longBodies = List.copyOf(longBodies);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        long most = isLong(request) ? Long.MAX_VALUE : MAX_BODY_BYTES;
        if (request.getContentLengthLong() > most && !isWithoutMeaning(request)) {
            Problems.write(request, response, Problem.bodyTooLarge(MAX_BODY_BYTES));
            return;
        }
        if (!QueryString.isReadable(request.getQueryString())) {
            Problems.write(request, response, Problem.malformedQuery());
            return;
        }
        try {
            chain.doFilter(isWithoutMeaning(request) ? new Untyped(request) : new Limited(request, most), response);
        } catch (ServletException | RuntimeException failure) {
            Throwable cause =
                    failure instanceof ServletException && failure.getCause() != null ? failure.getCause() : failure;
            Problems.write(request, response, Problems.ofFailure(request, cause));
        }
    }

    private boolean isLong(HttpServletRequest request) {
        return longBodies.stream().anyMatch(each -> each.requests().test(request));
    }

    /** Of a request whose body says nothing and is read by nobody. */
    private static boolean isWithoutMeaning(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** A request whose body is of no type that anything further in could take an interest in. */
    private static final class Untyped extends HttpServletRequestWrapper {

        Untyped(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isType(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isType(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                    .filter(name -> !isType(name))
                    .toList());
        }

        private static boolean isType(String header) {
            return header.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE);
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long most;

        Limited(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), most);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private long left;

        LimitedStream(ServletInputStream body, long most) {
            this.body = body;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int read = arrived(body::read);
            if (read >= 0) {
                count(1);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = arrived(() -> body.read(buffer, offset, left < length ? (int) left + 1 : length));
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private static int arrived(Reading reading) throws IOException {
            try {
                return reading.read();
            } catch (BadRequestException malformed) {
                throw Problem.ofStatus(HttpServletResponse.SC_BAD_REQUEST);
            } catch (IOException brokenOff) {
                throw Problem.ofStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
            }
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw Problem.bodyTooLarge(MAX_BODY_BYTES);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }

    @FunctionalInterface
    private interface Reading {
        int read() throws IOException;
    }
}
