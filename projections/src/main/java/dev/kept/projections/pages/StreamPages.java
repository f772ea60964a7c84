package dev.kept.projections.pages;

import dev.kept.projections.stream.Streams;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** New entries for an open timeline; the same stream as the API's, for a session instead of a token. */
@Controller
class StreamPages {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Streams streams;
    private final Tokens tokens;

    StreamPages(Streams streams, Tokens tokens) {
        this.streams = streams;
        this.tokens = tokens;
    }

    @GetMapping(path = "/ledgers/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(
            Visit visit,
            @PathVariable UUID id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long last) {
        Ledger ledger = Ledger.open(visit, id);
        long after = last == null ? ledger.doc().number("head") : last;
        return streams.listen(
                id,
                visit.reader().member(),
                after,
                lifetime(visit),
                visit.request().getSession().getId());
    }

    /** Not longer than the session's token is good for: to go on, the browser asks again, and the token is renewed or refused. */
    private Duration lifetime(Visit visit) {
        OAuth2AuthorizedClient client = tokens.kept(visit.request());
        Instant expires = client == null ? null : client.getAccessToken().getExpiresAt();
        if (expires == null) {
            return LONGEST;
        }
        Duration left = Duration.between(Instant.now(), expires);
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
}
