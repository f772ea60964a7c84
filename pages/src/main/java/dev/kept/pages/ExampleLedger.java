package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.wording.Doc;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * A ledger that everybody may look at, because the operator says so. One question is asked of the API, with a credential that reads it, and
 * the answer is shown for a minute: whoever looks chooses nothing but a language.
 */
@Component
final class ExampleLedger {

    private static final Duration SHOWN = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Whoever comes while it cannot be read is told so, and does not wait for yet another attempt. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final Api api;
    private final Issuer issuer;
    private final Clock clock;
    private final @Nullable Settings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<Locale, Document> shown = new HashMap<>();
    private Instant notBefore = Instant.MIN;

    ExampleLedger(Api api, Issuer issuer, Clock clock, Environment environment) {
        this.api = api;
        this.issuer = issuer;
        this.clock = clock;
        this.settings = Settings.from(environment);
    }

    /**
     * Which ledger, and who reads it.
     *
     * @param ledger {@code kept.pages.example-ledger}
     * @param clientId {@code kept.pages.example-client-id}: an API credential of somebody in that ledger
     * @param clientSecret {@code kept.pages.example-client-secret}
     */
    private record Settings(UUID ledger, String clientId, String clientSecret) {

        static @Nullable Settings from(Environment environment) {
            String ledger =
                    environment.getProperty("kept.pages.example-ledger", "").strip();
            if (ledger.isEmpty()) {
                return null;
            }
            String clientId =
                    environment.getProperty("kept.pages.example-client-id", "").strip();
            String secret = environment
                    .getProperty("kept.pages.example-client-secret", "")
                    .strip();
            if (clientId.isEmpty() || secret.isEmpty()) {
                throw new IllegalStateException("kept.pages.example-ledger is set, so kept.pages.example-client-id and"
                        + " kept.pages.example-client-secret have to be, too: give them an API credential of"
                        + " somebody who reads that ledger.");
            }
            try {
                return new Settings(UUID.fromString(ledger), clientId, secret);
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("kept.pages.example-ledger is not the id of a ledger.");
            }
        }

        @Override
        public String toString() {
            return "Settings[" + ledger + "]";
        }
    }

    /**
     * The living document as HTML.
     *
     * @param contentSecurity the policy that it is shown under
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Document(byte[] html, String contentSecurity, Instant until) {}

    /** Whether the operator shows one. */
    boolean isThere() {
        return settings != null;
    }

    /**
     * As it was within the last minute.
     *
     * @throws Problem 404 when the operator shows none; 503 when it cannot be read just now
     */
    synchronized Document in(Locale reader) {
        if (settings == null) {
            throw Problem.notFound();
        }
        // Whatever else a browser's locale says: there is one document for each language.
        Locale language = Locale.of(reader.getLanguage());
        Document known = shown.get(language);
        if (known == null || !clock.instant().isBefore(known.until())) {
            if (clock.instant().isBefore(notBefore)) {
                throw away();
            }
            known = readOrLeaveAlone(settings, language);
            shown.put(language, known);
        }
        return known;
    }

    private Document readOrLeaveAlone(Settings asked, Locale language) {
        try {
            return read(asked, language);
        } catch (Problem e) {
            notBefore = clock.instant().plus(LEFT_ALONE);
            throw e;
        }
    }

    private Document read(Settings asked, Locale language) {
        String path = "/api/ledgers/" + asked.ledger() + "/document?format=html&limit=1000&language="
                + language.getLanguage();
        Reader reader = new Reader(new UUID(0, 0), "", token(asked), ZoneOffset.UTC, language);
        try {
            HttpResponse<InputStream> answer = api.download(reader, path, null);
            try (InputStream body = answer.body()) {
                return new Document(
                        body.readAllBytes(),
                        answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse("default-src 'none'; frame-ancestors 'none'"),
                        clock.instant().plus(SHOWN));
            }
        } catch (Refused | SignInNeeded | IOException e) {
            throw away();
        }
    }

    private String token(Settings asked) {
        String basic = encoded(asked.clientId()) + ":" + encoded(asked.clientSecret());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(issuer.registration().getProviderDetails().getTokenUri()))
                .timeout(PATIENCE)
                .header(
                        HttpHeaders.AUTHORIZATION,
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.US_ASCII)))
                .header(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            String token = answer.statusCode() == 200 ? Doc.read(answer.body()).text("access_token") : null;
            if (token != null) {
                return token;
            }
        } catch (IOException | JacksonException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw away();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Problem away() {
        return Problem.temporarilyUnavailable("The example cannot be shown just now.", Duration.ofMinutes(1));
    }
}
