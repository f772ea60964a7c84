package dev.kept.http;

/**
 * An operation of the API that takes no access token, because a secret in its body says enough. A service declares it as a bean; its
 * handler takes a {@link Sent}.
 *
 * @param path below {@code /api}, answering to POST
 */
public record OpenOperation(String path) {}
