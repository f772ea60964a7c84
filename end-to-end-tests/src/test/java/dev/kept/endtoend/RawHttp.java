package dev.kept.endtoend;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection that sends requests as they are given, byte for byte: HTTP clients refuse to send what is not well-formed. */
final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MS = 60_000;

    private final URI server;
    private Socket socket;
    private InputStream input;

    RawHttp(String url) {
        this.server = URI.create(url);
    }

    /** @param value bytes, each as a character of ISO 8859-1 */
    record Header(String name, String value) {}

    /**
     * A request.
     *
     * @param target path and query as they go into the request line, each byte a character of ISO 8859-1
     * @param chunked whether the body goes in chunks, without a declared length
     */
    record Request(String method, String target, List<Header> headers, byte[] body, boolean chunked) {

        Request(String method, String target, List<Header> headers, byte[] body) {
            this(method, target, headers, body, false);
        }

        Request with(String name, String value) {
            List<Header> more = new ArrayList<>(headers);
            more.add(new Header(name, value));
            return new Request(method, target, more, body, chunked);
        }

        Request replacing(String name, String... values) {
            List<Header> others = new ArrayList<>(headers.stream()
                    .filter(header -> !header.name().equalsIgnoreCase(name))
                    .toList());
            for (String value : values) {
                others.add(new Header(name, value));
            }
            return new Request(method, target, others, body, chunked);
        }

        Request to(String otherTarget) {
            return new Request(method, otherTarget, headers, body, chunked);
        }

        Request by(String otherMethod) {
            return new Request(otherMethod, target, headers, body, chunked);
        }

        Request holding(byte[] otherBody) {
            return new Request(method, target, headers, otherBody, chunked);
        }

        Request inChunks() {
            return new Request(method, target, headers, body, true);
        }

        /** The request as one line, cut short. */
        @Override
        public String toString() {
            String content = body == null
                    ? ""
                    : " "
                            + new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8)
                                    .replace("\0", "\\0");
            String about = headers.stream()
                    .filter(header -> !header.name().equals("Authorization")
                            && !header.name().equals("Cookie"))
                    .map(header -> header.name() + ": "
                            + header.value()
                                    .substring(0, Math.min(80, header.value().length())))
                    .toList()
                    .toString();
            return method + " " + target.substring(0, Math.min(300, target.length())) + " " + about + content;
        }
    }

    /**
     * What came back.
     *
     * @param headers by their names in lower case
     * @param body empty for an event stream, which is left at once
     */
    record Reply(int status, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
            return values == null ? null : values.getFirst();
        }

        /** Type and subtype of the content, in lower case; empty when there is none. */
        String mediaType() {
            String type = header("Content-Type");
            return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Sends it on the open connection, or on a new one when the server closed that. */
    Reply send(Request request) throws IOException {
        boolean reused = socket != null;
        try {
            return exchange(request);
        } catch (IOException e) {
            close();
            if (!reused) {
                throw e;
            }
            return exchange(request);
        }
    }

    private Reply exchange(Request request) throws IOException {
        Socket connection = socket;
        if (connection == null) {
            connection = new Socket(server.getHost(), server.getPort());
            connection.setSoTimeout(TIMEOUT_MS);
            connection.setTcpNoDelay(true);
            socket = connection;
            input = new BufferedInputStream(connection.getInputStream());
        }
        write(connection.getOutputStream(), request);
        InputStream in = input;
        Reply reply = read(in, request.method().equals("HEAD"));
        while (reply.status() == 100) {
            reply = read(in, request.method().equals("HEAD"));
        }
        String after = reply.header("Connection");
        if (reply.mediaType().equals("text/event-stream")
                || (after != null && after.equalsIgnoreCase("close"))
                || request.method().equals("CONNECT")) {
            close();
        }
        return reply;
    }

    private void write(OutputStream out, Request request) throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        if (request.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Host"))) {
            head.append("Host: ")
                    .append(server.getHost())
                    .append(':')
                    .append(server.getPort())
                    .append("\r\n");
        }
        request.headers()
                .forEach(header -> head.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append("\r\n"));
        byte[] body = request.body();
        if (body != null) {
            head.append(
                    request.chunked() ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null && request.chunked()) {
            if (body.length > 0) {
                all.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                all.writeBytes(body);
                all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else if (body != null) {
            all.writeBytes(body);
        }
        try {
            all.writeTo(out);
            out.flush();
        } catch (IOException e) {
            // The server may answer before it has read everything, and close: what it said can still be read.
        }
    }

    private static Reply read(InputStream in, boolean headOnly) throws IOException {
        String[] first = line(in).split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.1")) {
            throw new IOException("no HTTP: " + String.join(" ", first));
        }
        int status = Integer.parseInt(first[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        Reply head = new Reply(status, headers, new byte[0]);
        if (headOnly
                || status < 200
                || status == 204
                || status == 304
                || head.mediaType().equals("text/event-stream")) {
            return head;
        }
        String length = head.header("Content-Length");
        if (length != null) {
            byte[] body = in.readNBytes(Integer.parseInt(length));
            if (body.length != Integer.parseInt(length)) {
                throw new EOFException("the answer broke off");
            }
            return new Reply(status, headers, body);
        }
        return new Reply(
                status, headers, "chunked".equals(head.header("Transfer-Encoding")) ? chunks(in) : in.readAllBytes());
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(in), 16);
            byte[] chunk = in.readNBytes(length);
            if (chunk.length != length) {
                throw new EOFException("the answer broke off");
            }
            body.writeBytes(chunk);
            line(in);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no more use either way.
            }
        }
    }
}
