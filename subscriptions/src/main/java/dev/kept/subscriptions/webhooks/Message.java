package dev.kept.subscriptions.webhooks;

import java.util.List;

/**
 * What is sent. Between attempts only the time changes, and texts that were erased in between are gone.
 *
 * @param id the same at each attempt, so that a receiver recognises a repetition
 * @param secrets each of them signs the message
 */
@SuppressWarnings("ArrayRecordComponent")
record Message(String id, String contentType, byte[] body, List<Secret> secrets) {

    String signatures(long timestamp) {
        return String.join(
                " ",
                secrets.stream()
                        .map(secret -> secret.signature(id, timestamp, body))
                        .toList());
    }
}
