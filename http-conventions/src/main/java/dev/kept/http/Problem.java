package dev.kept.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A refusal as RFC 9457 has it: status, stable code, one human sentence and the facts. Thrown by whoever answers a request, written
 * in one place. Carries no stack trace and must carry no text of a ledger.
 */
public final class Problem extends RuntimeException {

    private final int status;
    private final String code;
    private final String title;
    private final Map<String, Object> facts;
    private final List<FieldError> errors;
    private final Map<String, String> headers;

    private Problem(
            int status,
            String code,
            String title,
            String detail,
            Map<String, Object> facts,
            List<FieldError> errors,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
        this.facts = facts;
        this.errors = errors;
        this.headers = headers;
    }

    /**
     * Any refusal.
     *
     * @param code kebab-case, stable; {@code type} is {@code urn:kept:problem:<code>}
     * @param title short, the same for every occurrence of the code
     * @param detail one sentence on this occurrence
     */
    public static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, Map.of(), List.of(), Map.of());
    }

    /** 400: everything that is wrong with the request's fields, at once. */
    public static Problem invalidFields(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? "One field of the request is not valid."
                : errors.size() + " fields of the request are not valid.";
        return new Problem(400, "invalid-fields", "Invalid fields", detail, Map.of(), List.copyOf(errors), Map.of());
    }

    /** 400: the body is no JSON that can be read. */
    public static Problem malformedJson(String detail) {
        return of(400, "malformed-json", "Malformed JSON", detail);
    }

    /** 400: the query cannot be read, whatever it was to say. */
    static Problem malformedQuery() {
        return of(
                400,
                "malformed-query",
                "Malformed query",
                "The query must be percent-encoded UTF-8 without NUL, and without control characters in names, of which"
                        + " none may be empty.");
    }

    /** 401, with the challenge that RFC 6750 asks for. */
    public static Problem unauthenticated(boolean tokenSent) {
        return of(
                        401,
                        "unauthenticated",
                        "Not signed in",
                        tokenSent
                                ? "The access token has expired or is not one this service accepts."
                                : "This needs an access token: send it as 'Authorization: Bearer <token>'.")
                .withHeader("WWW-Authenticate", tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
    }

    /** 404: there is nothing under this path, or nothing the caller may know of. */
    public static Problem notFound() {
        return of(404, "not-found", "Not found", "There is nothing at this address.");
    }

    /** 404, the same whether the ledger does not exist or is not the caller's. */
    public static Problem ledgerNotFound() {
        return of(404, "ledger-not-found", "No such ledger", "There is no such ledger among yours.");
    }

    /** 413. */
    public static Problem bodyTooLarge(int limit) {
        return of(413, "body-too-large", "Body too large", "The body is larger than " + limit / 1024 + " KB.")
                .withFact("limit", limit);
    }

    /** 503: what answers is away; the same request may be sent again. */
    public static Problem temporarilyUnavailable(String detail, Duration retryAfter) {
        return of(503, "temporarily-unavailable", "Temporarily unavailable", detail)
                .retryAfter(retryAfter);
    }

    /** 500, the last resort: the id leads to the log's entry, which says where, and no text. */
    static Problem internalError(UUID incident) {
        return of(
                        500,
                        "internal-error",
                        "Internal error",
                        "This should not have happened. Please name the incident when you report it.")
                .withFact("incident", incident.toString());
    }

    /** The refusal that goes with a status the framework chose. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> unauthenticated(false);
            case 403 -> of(403, "forbidden", "Forbidden", "This is not for you.");
            case 404 -> notFound();
            case 405 ->
                of(405, "method-not-allowed", "Method not allowed", "This address does not answer to that method.");
            case 406 ->
                of(
                        406,
                        "not-acceptable",
                        "Not acceptable",
                        "The answer is not to be had in any format that Accept names.");
            case 408 ->
                of(408, "request-timeout", "Request timeout", "The body of the request did not arrive in time.");
            case 414 ->
                of(414, "address-too-long", "Address too long", "The address is longer than this server reads.");
            case 417 -> of(417, "expectation-failed", "Expectation failed", "Only '100-continue' may stand in Expect.");
            case 431 ->
                of(431, "headers-too-large", "Headers too large", "The headers are longer than this server reads.");
            case 501 -> of(501, "method-unknown", "Method unknown", "This server does not know that method.");
            case 505 -> of(505, "version-not-supported", "Version not supported", "This server speaks HTTP/1.1.");
            case 413 -> bodyTooLarge(Boundary.MAX_BODY_BYTES);
            case 415 ->
                of(
                        415,
                        "unsupported-media-type",
                        "Unsupported media type",
                        "The body must be application/json in UTF-8.");
            case 429 -> tooManyRequests(1);
            case 503 -> temporarilyUnavailable("Please try again in a moment.", Duration.ofSeconds(1));
            default ->
                status >= 500
                        ? of(status, "internal-error", "Internal error", "This should not have happened.")
                        : of(status, "bad-request", "Bad request", "The request cannot be understood.");
        };
    }

    static Problem tooManyRequests(long seconds) {
        return of(429, "too-many-requests", "Too many requests", "That was too much at once: please slow down.")
                .retryAfter(Duration.ofSeconds(seconds));
    }

    /** The same with one more fact; the value must be JSON-serialisable. */
    public Problem withFact(String name, Object value) {
        return withFacts(Map.of(name, value));
    }

    /** The same with more facts; the values must be JSON-serialisable. */
    public Problem withFacts(Map<String, Object> more) {
        return new Problem(status, code, title, detail(), joined(facts, more), errors, headers);
    }

    /** The same with one more header. */
    public Problem withHeader(String name, String value) {
        return new Problem(status, code, title, detail(), facts, errors, joined(headers, Map.of(name, value)));
    }

    /** The same with {@code Retry-After}, in whole seconds, at least 1. */
    public Problem retryAfter(Duration wait) {
        return withHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> facts() {
        return facts;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    private static <V> Map<String, V> joined(Map<String, V> some, Map<String, V> more) {
        Map<String, V> all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }
}
