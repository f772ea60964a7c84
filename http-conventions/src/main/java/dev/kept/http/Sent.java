package dev.kept.http;

/**
 * A strict JSON body, as a handler's parameter, from whoever sends it: for requests that are not about a ledger, such as those of
 * people who are not known yet. {@code B} declares its fields as for {@link Posted}.
 */
public record Sent<B>(B body) {}
