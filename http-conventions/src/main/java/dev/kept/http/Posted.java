package dev.kept.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A POST request with a strict JSON body, as a handler's parameter. {@code B} declares its fields in a {@code static B read(Fields)},
 * which is also what the OpenAPI document says of the body.
 */
public final class Posted<B> {

    private final Caller caller;
    private final String operation;
    private final String path;
    private final B body;
    private final byte[] bytes;
    private final @Nullable String idempotencyKey;
    private final @Nullable Long ifMatch;
    private final Preferences preferences;
    private final @Nullable UUID instructedBy;

    Posted(
            Caller caller,
            String operation,
            String path,
            B body,
            byte[] bytes,
            @Nullable String idempotencyKey,
            @Nullable Long ifMatch,
            Preferences preferences,
            @Nullable UUID instructedBy) {
        this.caller = caller;
        this.operation = operation;
        this.path = path;
        this.body = body;
        this.bytes = bytes;
        this.idempotencyKey = idempotencyKey;
        this.ifMatch = ifMatch;
        this.preferences = preferences;
        this.instructedBy = instructedBy;
    }

    public Caller caller() {
        return caller;
    }

    /** The operation's id: the name of the handler's method. */
    public String operation() {
        return operation;
    }

    /** The request's path as sent, without the query. */
    public String path() {
        return path;
    }

    public B body() {
        return body;
    }

    /** The body's bytes as received. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The {@code Idempotency-Key}: 1 to 255 visible ASCII characters. */
    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }

    /** The sequence in {@code If-Match}; null when the caller did not say, or said {@code *}. */
    public @Nullable Long ifMatch() {
        return ifMatch;
    }

    /** On whose instruction a program says it asks, by {@code Kept-Instructed-By}; null when it does not. */
    public @Nullable UUID instructedBy() {
        return instructedBy;
    }

    /**
     * Whether the caller would like something, by {@code Prefer} (RFC 7240).
     *
     * @param preference its name, in lower case
     */
    public boolean prefers(String preference, String value) {
        return preferences.has(preference, value);
    }

    /**
     * What was kept of a request, as if this one's caller posted it now: on the same instruction, with the same preferences.
     *
     * @param path as it would be requested
     * @param json the body
     * @throws Problem that names everything that is wrong with the body
     */
    public <K> Posted<K> replay(
            String operation, String path, byte[] json, Class<K> body, String idempotencyKey, @Nullable Long ifMatch) {
        FieldErrors errors = new FieldErrors();
        K read = JsonFields.read(
                StrictJson.object(json), errors.at("#"), Declared.by(body).shape());
        errors.throwIfAny();
        return new Posted<>(caller, operation, path, read, json, idempotencyKey, ifMatch, preferences, instructedBy);
    }
}
