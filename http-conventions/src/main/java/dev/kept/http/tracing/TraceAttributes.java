package dev.kept.http.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * All that a span may say: ids, numbers, and words of this program. Names that OpenTelemetry's semantic conventions have are theirs. An
 * address is not among them, since it may hold a secret, and neither is anything that a person wrote.
 */
public final class TraceAttributes {

    public static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.request.method");
    /** With the names of its variables, not their values. */
    public static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");

    public static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    /** How many attempts came before this one. */
    public static final AttributeKey<Long> HTTP_RESENDS = AttributeKey.longKey("http.request.resend_count");
    /** A code of this program, a status, or a class's name. */
    public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    public static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    public static final AttributeKey<String> DB_OPERATION = AttributeKey.stringKey("db.operation.name");
    public static final AttributeKey<String> DB_TABLE = AttributeKey.stringKey("db.collection.name");

    public static final AttributeKey<String> MESSAGING_SYSTEM = AttributeKey.stringKey("messaging.system");
    public static final AttributeKey<String> MESSAGING_OPERATION = AttributeKey.stringKey("messaging.operation.name");
    public static final AttributeKey<String> MESSAGING_TYPE = AttributeKey.stringKey("messaging.operation.type");
    public static final AttributeKey<String> MESSAGING_TOPIC = AttributeKey.stringKey("messaging.destination.name");
    public static final AttributeKey<Long> MESSAGING_BATCH = AttributeKey.longKey("messaging.batch.message_count");

    /** The operation's id in the API's document. */
    public static final AttributeKey<String> OPERATION = AttributeKey.stringKey("kept.operation");

    public static final AttributeKey<String> REQUEST = AttributeKey.stringKey("kept.request");
    public static final AttributeKey<String> LEDGER = AttributeKey.stringKey("kept.ledger");
    public static final AttributeKey<Long> SEQUENCE = AttributeKey.longKey("kept.sequence");
    public static final AttributeKey<Long> BATCH_COMMANDS = AttributeKey.longKey("kept.batch.commands");
    public static final AttributeKey<String> WEBHOOK = AttributeKey.stringKey("kept.webhook");

    private TraceAttributes() {}
}
