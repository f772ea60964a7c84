package dev.kept.projections.store.stream;

import dev.kept.http.Asked;
import dev.kept.http.FieldError;
import dev.kept.http.Nothing;
import dev.kept.http.Problem;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@Tag(name = "Ledgers")
class StreamController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Ledgers ledgers;
    private final Streams streams;

    StreamController(Ledgers ledgers, Streams streams) {
        this.ledgers = ledgers;
        this.streams = streams;
    }

    @GetMapping(path = "/api/ledgers/{ledger}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "streamLedger",
            summary = "New entries as they come, as server-sent events",
            description = "Each event is named `entry`, its id is the sequence, its data"
                    + " `{\"sequence\":7,\"type\":\"dev.kept...\"}`. A stream ends with the access token's"
                    + " validity, and when you no longer belong to the ledger; connect again with `Last-Event-ID`"
                    + " to go on without a gap. At most 20 streams at a time.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = EntryStream.News.class)))
    SseEmitter stream(
            @PathVariable UUID ledger,
            Asked<Nothing> asked,
            @Parameter(
                            in = ParameterIn.HEADER,
                            description =
                                    "The last sequence you have; entries after it are sent at once. Without it: only"
                                            + " new ones.",
                            schema = @Schema(type = "integer", format = "int64"))
                    @RequestHeader(name = LAST_EVENT_ID, required = false)
                    @Nullable
                    String lastEventId) {
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), null);
        long after = lastEventId == null || lastEventId.isBlank() ? reading.head() : sequence(lastEventId.strip());
        return streams.listen(ledger, asked.caller().member(), after, lifetime());
    }

    private static long sequence(String text) {
        try {
            long sequence = Long.parseLong(text);
            if (sequence >= -1) {
                return sequence;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.invalidFields(List.of(
                new FieldError("#/header/" + LAST_EVENT_ID, "invalid-value", "It must be a sequence, e.g. 7.")));
    }

    private static Duration lifetime() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Instant expires = authentication instanceof JwtAuthenticationToken token
                ? token.getToken().getExpiresAt()
                : null;
        // A token expires by the machine's clock, whatever the service's says.
        Duration left = expires == null ? LONGEST : Duration.between(Instant.now(), expires);
        return left.compareTo(LONGEST) > 0 ? LONGEST : left.plusSeconds(1);
    }
}
