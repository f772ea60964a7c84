package dev.kept.pages;

import dev.kept.http.LedgerHeads;
import dev.kept.http.Zones;
import dev.kept.pages.Field.Option;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request for a page: who asks, what the API says to it, and what this browser has written so far, so that it reads it back. */
final class Visit {

    private static final int SERVICE_UNAVAILABLE = 503;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Api api;
    private final WrittenCookie cookie;
    private final @Nullable Reader reader;
    private final When when;
    private final Words words;
    private @Nullable Map<UUID, Long> written;
    private volatile boolean behind;
    private volatile boolean operationsUnknown;

    Visit(
            HttpServletRequest request,
            HttpServletResponse response,
            Api api,
            WrittenCookie cookie,
            @Nullable Reader reader,
            When when,
            Words words) {
        this.request = request;
        this.response = response;
        this.api = api;
        this.cookie = cookie;
        this.reader = reader;
        this.when = when;
        this.words = words;
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

    /** In the reader's language. */
    Words words() {
        return words;
    }

    /** What a document is asked for with, behind other parameters, so that it writes dates as this reader's pages do. */
    String asRead() {
        String zone = when.zone();
        return "&dates=" + when.order() + (Zones.ids().contains(zone) ? "&zone=" + Api.encoded(zone) : "");
    }

    /** How long something can cool, as a choice. */
    public List<Option> coolings() {
        return CoolingChoice.all(words, chosen().coolingOff());
    }

    /** Which of them the reader chose once and for all. */
    public String cooling() {
        return CoolingChoice.value(chosen().coolingOff());
    }

    Chosen chosen() {
        return ReaderSettings.in(request);
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

    /** The ledger that a page is about. */
    Ledger ledger(UUID id) {
        return Ledger.of(id, get(id, ""), words);
    }

    /** Reads something that belongs to no ledger. */
    Doc get(String path) {
        return api.get(reader(), path, null);
    }

    /**
     * Reads what is answered from all ledgers of the reader, with what this browser has written. Where one of them is not that far in
     * time, the answer is what is known, and {@link #isBehind} says so.
     */
    Doc across(String path) {
        Map<UUID, Long> heads = new LinkedHashMap<>();
        written().entrySet().stream()
                .skip(Math.max(0, written().size() - LedgerHeads.MOST))
                .forEach(each -> heads.put(each.getKey(), each.getValue()));
        if (heads.isEmpty()) {
            return get(path);
        }
        try {
            return api.get(reader(), path, LedgerHeads.format(heads));
        } catch (Refused refused) {
            if (refused.status() != SERVICE_UNAVAILABLE) {
                throw refused;
            }
            behind = true;
            return get(path);
        }
    }

    /** Whether an answer from all ledgers may lack what this browser wrote last. */
    public boolean isBehind() {
        return behind;
    }

    /** What the reader may do could not be asked, so that the page offers less than there is. */
    void operationsAreUnknown() {
        operationsUnknown = true;
    }

    public boolean isWithoutOperations() {
        return operationsUnknown;
    }

    /**
     * Reads below a ledger, with what this browser has written there. Of a ledger that is halted, what is known.
     *
     * @param path begins behind the ledger's id
     * @throws Refused also of what a halted ledger does not know yet, see {@link Refused#isWhileHalted}
     */
    Doc get(UUID ledger, String path) {
        return ofLedger(written().get(ledger), atLeast -> api.get(reader(), "/api/ledgers/" + ledger + path, atLeast));
    }

    /** As {@link #get(UUID, String)}, where the answer must also know the ledger up to that entry. */
    Doc get(UUID ledger, String path, long atLeast) {
        long own = written().getOrDefault(ledger, atLeast);
        return ofLedger(Math.max(own, atLeast), known -> api.get(reader(), "/api/ledgers/" + ledger + path, known));
    }

    /** Reads a file below a ledger, as {@link #get(UUID, String)}; whoever asks closes its body. */
    HttpResponse<InputStream> download(UUID ledger, String path) {
        return ofLedger(
                written().get(ledger), atLeast -> api.download(reader(), "/api/ledgers/" + ledger + path, atLeast));
    }

    /** As {@link #download(UUID, String)}, where the answer must also know the ledger up to that entry; it may take its time. */
    HttpResponse<InputStream> download(UUID ledger, String path, long atLeast) {
        long own = written().getOrDefault(ledger, atLeast);
        return api.download(
                reader(), "/api/ledgers/" + ledger + path, Long.toString(Math.max(own, atLeast)), Api.LONG_PATIENCE);
    }

    /** Opens the stream of a ledger's entries; whoever asks subscribes to its body. */
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> stream(UUID ledger, long after) {
        return api.stream(reader(), "/api/ledgers/" + ledger + "/stream", after);
    }

    /** Asks what takes no token, because a secret in the body says enough. */
    Doc open(String path, JsonNode body) {
        return api.open(path, body);
    }

    private static <T> T ofLedger(@Nullable Long atLeast, Function<@Nullable String, T> read) {
        try {
            return read.apply(atLeast == null ? null : Long.toString(atLeast));
        } catch (Refused refused) {
            if (!refused.isHalted()) {
                throw refused;
            }
            return asFarAsKnown(read);
        }
    }

    private static <T> T asFarAsKnown(Function<@Nullable String, T> read) {
        try {
            return read.apply(null);
        } catch (Refused refused) {
            throw refused.whileHalted();
        }
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
