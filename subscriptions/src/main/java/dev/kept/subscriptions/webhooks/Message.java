package dev.kept.subscriptions.webhooks;

import java.util.List;

/**
 * What is sent, the same at each attempt but for the time and the texts that were erased meanwhile.
 *
 * @param id stable, so that a receiver knows what it has already
 * @param secrets each of them signs
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
