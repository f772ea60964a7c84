package dev.kept.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * A connection that is kept open as long as the other side likes, and asks one thing after the other. It costs as little as can be, for whoever answers shares the
 * processors with it: a request is bytes that were made before, of an answer nothing is kept but the status.
 */
final class HttpConnection implements AutoCloseable {

    private static final int BUFFER = 16 << 10;
    private static final int PATIENCE_MILLIS = 30_000;

    private final URI uri;
    private Socket socket;
    private InputStream in;
    private boolean ends;
    private String etag = "";
    private final byte[] line = new byte[8 << 10];
    private final byte[] body = new byte[BUFFER];

    HttpConnection(String url) throws IOException {
        uri = URI.create(url);
        socket = connect(uri);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    private static Socket connect(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A request as it goes over the wire, for whoever has the token. */
    static byte[] get(String path, String token) {
        return get(path, token, "");
    }

    /** As {@link #get(String, String)}, answered once the entry can be read. */
    static byte[] getAtLeast(String path, String token, long sequence) {
        return get(path, token, "Kept-At-Least: " + sequence + "\r\n");
    }

    private static byte[] get(String path, String token, String header) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + header
                        + "\r\n")
                .getBytes(US_ASCII);
    }

    /** A request as it goes over the wire, for whoever has the token. */
    static byte[] post(String path, String token, String json) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.getBytes(UTF_8).length
                        + "\r\n\r\n" + json)
                .getBytes(UTF_8);
    }

    /** Sends a request and reads its answer to the last byte; returns the status. Connects again where the last answer said so. */
    int ask(byte[] request) throws IOException {
        if (ends) {
            socket.close();
            socket = connect(uri);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            ends = false;
        }
        socket.getOutputStream().write(request);
        String first = line();
        int status = Integer.parseInt(first.substring(9, 12));
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            } else if (lower.startsWith("etag:")) {
                etag = lower.substring("etag:".length()).strip();
            } else if (lower.startsWith("connection:") && lower.contains("close")) {
                // Tomcat does so after a hundred requests.
                ends = true;
            }
        }
        if (chunked) {
            long chunk = Long.parseLong(line(), 16);
            while (chunk > 0) {
                skip(chunk);
                line();
                chunk = Long.parseLong(line(), 16);
            }
            line();
        } else {
            skip(length);
        }
        return status;
    }

    /** The entry that a command was recorded as; it was the last thing asked. */
    long sequence() {
        return Long.parseLong(etag.replace("\"", ""));
    }

    private void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            int read = in.read(body, 0, (int) Math.min(left, body.length));
            if (read < 0) {
                throw new EOFException("the answer is cut short");
            }
            left -= read;
        }
    }

    private String line() throws IOException {
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, length > 0 && line[length - 1] == '\r' ? length - 1 : length, US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
