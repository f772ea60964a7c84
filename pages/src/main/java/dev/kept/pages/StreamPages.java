package dev.kept.pages;

import dev.kept.wording.Ledger;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** New entries for an open timeline: the API's stream, for a session instead of a token. */
@Controller
class StreamPages {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final PageStreams streams;
    private final PagesSessions sessions;

    StreamPages(PageStreams streams, PagesSessions sessions) {
        this.streams = streams;
        this.sessions = sessions;
    }

    @GetMapping(path = "/ledgers/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<ResponseBodyEmitter> stream(
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
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = visit.stream(id, from);
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(streams.pass(answer.body(), LIFETIME, session.digest()));
    }
}
