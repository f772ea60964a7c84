package dev.kept.pages;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * What somebody may do, as a test says it: the rules are on the write side, which is not in this process. Where no test has said anything,
 * it is not known. Found by the scan for the pages' controllers.
 */
@RestController
class AnsweredOperations {

    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();

    /** From now on, in all of a ledger, whatever is asked about. */
    static void answer(UUID ledger, String subject, String json) {
        ANSWERS.put(ledger + subject, json);
    }

    @GetMapping(path = "/api/ledgers/{ledger}/operations", produces = "application/json")
    ResponseEntity<String> operations(
            @PathVariable UUID ledger, @RequestHeader(HttpHeaders.AUTHORIZATION) String token) {
        String answer = ANSWERS.get(ledger + token.substring("Bearer ".length()));
        return answer == null ? ResponseEntity.notFound().build() : ResponseEntity.ok(answer);
    }
}
