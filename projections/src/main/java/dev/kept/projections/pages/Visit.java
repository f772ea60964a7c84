package dev.kept.projections.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request for a page: who asks, what the API says to it, and what this browser has written so far, so that it reads it back. */
final class Visit {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Api api;
    private final WrittenCookie cookie;
    private final @Nullable Reader reader;
    private final When when;
    private @Nullable Map<UUID, Long> written;

    Visit(
            HttpServletRequest request,
            HttpServletResponse response,
            Api api,
            WrittenCookie cookie,
            @Nullable Reader reader,
            When when) {
        this.request = request;
        this.response = response;
        this.api = api;
        this.cookie = cookie;
        this.reader = reader;
        this.when = when;
    }

    public boolean signedIn() {
        return reader != null;
    }

    /** The id by which a script tells one person from another. */
    public String person() {
        return reader().member().toString();
    }

    public String name() {
        return reader().name();
    }

    When when() {
        return when;
    }

    HttpServletRequest request() {
        return request;
    }

    /** @throws SignInNeeded when nobody is signed in any more */
    Reader reader() {
        if (reader == null) {
            throw new SignInNeeded();
        }
        return reader;
    }

    /** Reads something that belongs to no one ledger. */
    Doc get(String path) {
        return api.get(reader(), path, null);
    }

    /** Reads below a ledger; the path begins behind its id. */
    Doc get(UUID ledger, String path) {
        return api.get(reader(), "/api/ledgers/" + ledger + path, written().get(ledger));
    }

    /** As {@link #get(UUID, String)}, where the answer must also know the ledger up to that entry. */
    Doc get(UUID ledger, String path, long atLeast) {
        long own = written().getOrDefault(ledger, atLeast);
        return api.get(reader(), "/api/ledgers/" + ledger + path, Math.max(own, atLeast));
    }

    /** Reads a file below a ledger; whoever asks closes its body. */
    HttpResponse<InputStream> download(UUID ledger, String path) {
        return api.download(reader(), "/api/ledgers/" + ledger + path);
    }

    /** Issues a command and remembers what it wrote. */
    Doc post(String path, JsonNode body, UUID idempotencyKey, @Nullable Long ifMatch) {
        Doc recorded = api.post(reader(), path, body, idempotencyKey, ifMatch);
        if (recorded.has("ledger") && recorded.has("sequence")) {
            UUID ledger = UUID.fromString(recorded.string("ledger"));
            Map<UUID, Long> all = written();
            Long before = all.remove(ledger);
            all.put(
                    ledger,
                    before == null ? recorded.number("sequence") : Math.max(before, recorded.number("sequence")));
            cookie.set(response, all);
        }
        return recorded;
    }

    private Map<UUID, Long> written() {
        Map<UUID, Long> known = written;
        if (known == null) {
            known = cookie.read(request);
            written = known;
        }
        return known;
    }
}
