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
import org.apache.coyote.BadRequestException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: no body longer than {@link #MAX_BODY_BYTES} is read, declared or chunked, and whatever a filter further in
 * throws becomes a problem.
 */
final class Boundary extends OncePerRequestFilter {

    /** The longest body, in bytes. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        if (request.getContentLengthLong() > MAX_BODY_BYTES && !isWithoutMeaning(request)) {
            Problems.write(request, response, Problem.bodyTooLarge(MAX_BODY_BYTES));
            return;
        }
        try {
            chain.doFilter(new Limited(request), response);
        } catch (ServletException | RuntimeException failure) {
            Throwable cause =
                    failure instanceof ServletException && failure.getCause() != null ? failure.getCause() : failure;
            Problems.write(request, response, Problems.ofFailure(request, cause));
        }
    }

    /** Of a request whose body says nothing and is read by nobody. */
    private static boolean isWithoutMeaning(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static final class Limited extends HttpServletRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private int left = MAX_BODY_BYTES;

        LimitedStream(ServletInputStream body) {
            this.body = body;
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
            int read = arrived(() -> body.read(buffer, offset, Math.min(length, left + 1)));
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
