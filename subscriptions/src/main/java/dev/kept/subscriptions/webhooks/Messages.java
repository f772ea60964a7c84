package dev.kept.subscriptions.webhooks;

import dev.kept.http.Instants;
import dev.kept.projections.readmodels.StoredEntries;
import dev.kept.projections.readmodels.StoredEntries.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** What a webhook's messages hold. */
final class Messages {

    static final String PING = "dev.kept.webhook.ping.v1";

    /** Without a charset: JSON is UTF-8, and some SDKs compare the whole header with what they know. */
    static final String CLOUD_EVENT_TYPE = "application/cloudevents+json";

    static final String JSON_TYPE = "application/json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Messages() {}

    /** The statement's bytes unchanged; with texts, the entry as in an export. */
    static Message of(Webhook webhook, StoredEntry entry, StoredEntries entries, List<Secret> secrets) {
        String id = idOf(webhook.id(), Long.toString(entry.sequence()));
        if (!webhook.disclosures()) {
            return new Message(id, CLOUD_EVENT_TYPE, entry.statement(), secrets);
        }
        byte[] body = entries.exported(entry).getBytes(StandardCharsets.UTF_8);
        return new Message(id, JSON_TYPE, body, secrets);
    }

    /** A CloudEvent without data; it is not an entry. */
    static Message ping(Webhook webhook, Instant now, List<Secret> secrets) {
        UUID id = UUID.randomUUID();
        Map<String, String> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id.toString());
        event.put("source", "/ledgers/" + webhook.ledger());
        event.put("type", PING);
        event.put("time", Instants.text(now));
        return new Message(
                idOf(webhook.id(), "ping_" + hex(id)), CLOUD_EVENT_TYPE, JSON.writeValueAsBytes(event), secrets);
    }

    /** Without a full stop, which separates what is signed. */
    static String idOf(UUID webhook, String what) {
        return "msg_" + hex(webhook) + "_" + what;
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
