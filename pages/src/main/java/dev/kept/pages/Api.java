package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.http.RequestIds;
import dev.kept.http.tracing.Traces;
import dev.kept.wording.Doc;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API, asked in the name of a reader. */
final class Api {

    /** For what is made when it is asked for, such as a long PDF. */
    static final Duration LONG_PATIENCE = Duration.ofSeconds(90);

    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final int SLOWEST_BYTES_A_SECOND = 64 * 1024;
    private static final int MOST_OF_A_PROBLEM = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final @Nullable String url;
    private final IntSupplier ownPort;

    /**
     * @param url null for this process
     * @param ownPort on which it listens
     */
    Api(@Nullable String url, IntSupplier ownPort) {
        this.url = url;
        this.ownPort = ownPort;
    }

    /**
     * Reads.
     *
     * @param atLeast what the answer must know, as {@code Kept-At-Least} says it; null when it does not matter
     * @throws Refused when the answer is not 200
     * @throws SignInNeeded when the token is not accepted
     * @throws Problem 503 when the API does not answer
     */
    Doc get(Reader reader, String path, @Nullable String atLeast) {
        return answer(request(reader, path, atLeast).GET().build());
    }

    /** As {@link #get(Reader, String, String)}, waiting no longer than that. */
    Doc getWithin(Duration patience, Reader reader, String path) {
        return answer(request(reader, path).timeout(patience).GET().build());
    }

    /**
     * Issues a command; throws as {@link #get}.
     *
     * @param idempotencyKey the same when it is tried again
     * @param ifMatch the last entry that the person has seen of the item; null when it does not matter
     */
    Doc post(Reader reader, String path, JsonNode body, UUID idempotencyKey, @Nullable Long ifMatch) {
        HttpRequest.Builder request = request(reader, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey.toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (ifMatch != null) {
            request.header("If-Match", "\"" + ifMatch + "\"");
        }
        return answer(request.build());
    }

    /**
     * Asks an operation that takes no token, because a secret in its body says enough.
     *
     * @throws Refused when the answer is no success
     * @throws Problem 503 when the API does not answer
     */
    Doc open(String path, JsonNode body) {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /**
     * Opens a stream; throws as {@link #get}. Whoever asks subscribes to its body.
     *
     * @param after the last sequence that is known
     */
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> stream(Reader reader, String path, long after) {
        HttpRequest request = request(reader, path)
                .setHeader("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(after))
                .GET()
                .build();
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request, BodyHandlers.ofPublisher());
        if (response.statusCode() == 200) {
            return response;
        }
        if (response.statusCode() == 401) {
            response.body().subscribe(HttpResponse.BodySubscribers.discarding());
            throw new SignInNeeded();
        }
        HttpResponse.BodySubscriber<String> problem = HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
        response.body().subscribe(problem);
        try {
            String text = problem.getBody().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new Refused(response.statusCode(), Doc.read(text));
        } catch (ExecutionException | TimeoutException | JacksonException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    /** Reads a file as it comes; throws as {@link #get}. */
    HttpResponse<InputStream> download(Reader reader, String path, @Nullable String atLeast) {
        return download(reader, path, atLeast, PATIENCE);
    }

    /** As {@link #download(Reader, String, String)}, waiting so long for the answer to begin. */
    HttpResponse<InputStream> download(Reader reader, String path, @Nullable String atLeast, Duration patience) {
        HttpRequest request = request(reader, path, atLeast)
                .setHeader("Accept", "*/*")
                .timeout(patience)
                .GET()
                .build();
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response;
        }
        try (InputStream body = response.body()) {
            if (response.statusCode() == 401) {
                throw new SignInNeeded();
            }
            throw new Refused(
                    response.statusCode(),
                    Doc.read(new String(body.readNBytes(MOST_OF_A_PROBLEM), StandardCharsets.UTF_8)));
        } catch (IOException | JacksonException e) {
            throw away();
        }
    }

    /**
     * Hands a file on while it arrives; throws as {@link #get}.
     *
     * @param most of so many bytes
     * @throws FormFiles.TooLong when it is longer
     * @throws IOException when it does not arrive
     */
    Doc upload(Reader reader, UUID ledger, String name, @Nullable String mediaType, InputStream bytes, long most)
            throws IOException {
        Arriving arriving = new Arriving(bytes, most);
        HttpRequest request = request(reader, "/api/ledgers/" + ledger + "/files")
                .timeout(PATIENCE.plusSeconds(most / SLOWEST_BYTES_A_SECOND))
                .header("Kept-File-Name", encoded(name).replace("+", "%20"))
                .header("Content-Type", mediaType == null ? "application/octet-stream" : mediaType)
                .POST(BodyPublishers.ofInputStream(() -> arriving))
                .build();
        try {
            return answer(request);
        } catch (Problem away) {
            arriving.rethrow();
            throw away;
        }
    }

    /** What is being sent, and why it was not sent to its end. */
    private static final class Arriving extends FilterInputStream {

        private final long most;
        private long read;
        private volatile @Nullable Exception failure;

        Arriving(InputStream bytes, long most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got;
            try {
                got = super.read(buffer, offset, length);
            } catch (IOException | RuntimeException broken) {
                failure = broken;
                throw new IOException("a file does not arrive");
            }
            read += Math.max(got, 0);
            if (read > most) {
                failure = new FormFiles.TooLong();
                throw new IOException("a file is too long");
            }
            return got;
        }

        /** The form goes on behind it. */
        @Override
        public void close() {}

        void rethrow() throws IOException {
            switch (failure) {
                case IOException gone -> throw gone;
                case RuntimeException refused -> throw refused;
                case null, default -> {}
            }
        }
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(Reader reader, String path, @Nullable String atLeast) {
        HttpRequest.Builder request = request(reader, path);
        return atLeast == null ? request : request.header("Kept-At-Least", atLeast);
    }

    private HttpRequest.Builder request(Reader reader, String path) {
        return request(path)
                .header("Authorization", "Bearer " + reader.token())
                .header("Accept-Language", reader.locale().toLanguageTag());
    }

    private HttpRequest.Builder request(String path) {
        String root = url == null ? "http://127.0.0.1:" + ownPort.getAsInt() : url;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json");
        String id = RequestIds.current();
        if (id != null) {
            request.header(RequestIds.HEADER, id);
        }
        String trace = Traces.currentHeader();
        return trace == null ? request : request.header(Traces.HEADER, trace);
    }

    private Doc answer(HttpRequest request) {
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        int status = response.statusCode();
        if (status == 401) {
            throw new SignInNeeded();
        }
        Doc body;
        try {
            body = response.body().isEmpty() ? Doc.NONE : Doc.read(response.body());
        } catch (JacksonException e) {
            throw away();
        }
        if (status / 100 != 2) {
            throw new Refused(status, body);
        }
        return body;
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static Problem away() {
        return Problem.temporarilyUnavailable("The record cannot be reached just now.", Duration.ofSeconds(2));
    }
}
