package dev.kept.accounts.web;

import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Says how long to wait, to programs in seconds and to people in words. */
class Waiting {

    private static final long SECONDS_PER_MINUTE = 60;

    private Waiting() {}

    /** Rounded up: who comes back after it is let in. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Answers that a form was sent too often; what to say about the field is the page's. */
    static Errors refusal(
            HttpServletResponse response, Duration wait, String field, Messages messages, String message) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait)));
        return Errors.of(field, messages, message, words(wait, messages));
    }

    /** Answers a script that asked too often. */
    static ResponseEntity<Map<String, String>> answer(Duration wait, Messages messages) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait)))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("problem", messages.text("accounts.wrong.wait-sign-in", words(wait, messages))));
    }

    static String words(Duration wait, Messages messages) {
        long seconds = seconds(wait);
        return seconds < SECONDS_PER_MINUTE
                ? messages.text("accounts.seconds", seconds)
                : messages.text("accounts.minutes", (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE);
    }
}
