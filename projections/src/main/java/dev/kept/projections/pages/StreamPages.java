package dev.kept.projections.pages;

import dev.kept.wording.Ledger;
import dev.kept.projections.store.stream.Streams;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** New entries for an open timeline; the same stream as the API's, for a session instead of a token. */
@Controller
class StreamPages {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Streams streams;
    private final PagesSessions sessions;

    StreamPages(Streams streams, PagesSessions sessions) {
        this.streams = streams;
        this.sessions = sessions;
    }

    @GetMapping(path = "/ledgers/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(
            Visit visit,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long last) {
        Ledger ledger = visit.ledger(id);
        Long known = last == null ? after : last;
        long from = known == null ? ledger.doc().number("head") : Math.max(-1, known);
        PagesSessions.Session session = sessions.of(visit.request());
        if (session == null) {
            throw new SignInNeeded();
        }
        String digest = session.digest();
        return streams.listen(id, visit.reader().member(), from, LIFETIME, digest, () -> sessions.isLive(digest));
    }
}
